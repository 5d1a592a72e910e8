import{_ as e,a as t,b as n,f as r,h as i,l as a,m as o,p as s,s as c,t as l}from"./styles.js";import{t as u}from"./purse.js";import{t as d}from"./sentence.js";import{v as f,y as p}from"./position-row.js";var m=class extends o{constructor(...e){super(...e),this.busy=!1,this.error=``}async ask(e){this.position=e,this.error=``,this.begin(e),await this.updateComplete,this.dialog?.showModal()}danger(){return!1}ready(){return!0}get dialog(){return this.renderRoot.querySelector(`dialog`)}render(){let{position:t,ctx:n}=this;if(!t)return i;let{t:r}=n,o=`${a(t.symbol)} ${r(`side.${t.side}`)}`;return e`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <form novalidate @submit=${this.submit}>
        <h2 id="title">${this.heading(o)}</h2>
        ${u(r,t)}
        ${this.fields(t)}
        <div role="alert">
          ${this.error?e`<p class="error" data-error>${d(this.error)}</p>`:i}
        </div>
        <div class="actions">
          <button type="button" class="button plain" ?disabled=${this.busy} @click=${()=>this.dialog?.close()}>
            ${r(`common.cancel`)}
          </button>
          <button
            class="button ${this.danger()?`danger`:``}"
            data-confirm
            ?disabled=${this.busy||!this.ready()}
          >
            ${this.busy?r(`common.working`):this.confirm(t)}
          </button>
        </div>
      </form>
    </dialog>`}onClose(){this.position=void 0,f(this)}radio(t,n,r,a,o,s=``){return e`<label class="choice">
      <input
        type="radio"
        name=${t}
        value=${n}
        .checked=${n===a}
        @change=${()=>o(n)}
      />
      <span>
        <b>${r}</b>
        ${s?e`<span class="soft">${s}</span>`:i}
      </span>
    </label>`}number(t,n,r,i){return e`<label class="labelled">
      <span>${n}</span>
      <input
        class="field"
        name=${t}
        inputmode="decimal"
        autocomplete="off"
        dir="ltr"
        .value=${r}
        @input=${e=>i(e.target.value.trim())}
      />
    </label>`}async submit(e){e.preventDefault();let{position:t}=this;if(t&&!this.busy&&this.ready()){this.busy=!0,this.error=``;try{let e=await this.act(t);this.dialog?.close(),this.ctx.say(e)}catch(e){this.error=c(e)}finally{this.busy=!1}}}static{this.styles=[l,p,n`
      fieldset {
        border: 0;
        margin: 16px 0 0;
        min-width: 0;
        padding: 0;
      }
      legend {
        font-weight: 500;
        padding: 0;
      }
      .labelled {
        margin-top: 12px;
      }
      .row {
        align-items: end;
        display: grid;
        gap: 8px;
        grid-template-columns: 1fr 1fr;
      }
      .row > :only-child {
        grid-column: 1 / -1;
      }
    `]}};t([s({attribute:!1})],m.prototype,`ctx`,void 0),t([r()],m.prototype,`position`,void 0),t([r()],m.prototype,`busy`,void 0),t([r()],m.prototype,`error`,void 0);export{m as t};
import{d as e,f as t,g as n,m as r,o as i,p as a,r as o,t as s,y as c}from"./styles.js";import{i as l}from"./live-host.js";import{t as u}from"./purse.js";import{t as d}from"./sentence.js";import{m as f,p}from"./actions.js";var m=class extends a{constructor(...e){super(...e),this.busy=!1,this.error=``}async ask(e){this.position=e,this.error=``,this.begin(e),await this.updateComplete,this.dialog?.showModal()}danger(){return!1}ready(){return!0}get dialog(){return this.renderRoot.querySelector(`dialog`)}render(){let{position:e,ctx:t}=this;if(!e)return r;let{t:a}=t,o=`${i(e.symbol)} ${a(`side.${e.side}`)}`;return n`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <form novalidate @submit=${this.submit}>
        <h2 id="title">${this.heading(o)}</h2>
        ${u(a,e)}
        ${this.fields(e)}
        <div role="alert">
          ${this.error?n`<p class="error" data-error>${d(this.error)}</p>`:r}
        </div>
        <div class="actions">
          <button type="button" class="button plain" ?disabled=${this.busy} @click=${()=>this.dialog?.close()}>
            ${a(`common.cancel`)}
          </button>
          <button
            class="button ${this.danger()?`danger`:``}"
            data-confirm
            ?disabled=${this.busy||!this.ready()}
          >
            ${this.busy?a(`common.working`):this.confirm(e)}
          </button>
        </div>
      </form>
    </dialog>`}onClose(){this.position=void 0,p(this)}radio(e,t,i,a,o,s=``){return n`<label class="choice">
      <input
        type="radio"
        name=${e}
        value=${t}
        .checked=${t===a}
        @change=${()=>o(t)}
      />
      <span>
        <b>${i}</b>
        ${s?n`<span class="soft">${s}</span>`:r}
      </span>
    </label>`}number(e,t,r,i){return n`<label class="labelled">
      <span>${t}</span>
      <input
        class="field"
        name=${e}
        inputmode="decimal"
        autocomplete="off"
        dir="ltr"
        .value=${r}
        @input=${e=>i(e.target.value.trim())}
      />
    </label>`}async submit(e){e.preventDefault();let{position:t}=this;if(t&&!this.busy&&this.ready()){this.busy=!0,this.error=``;try{let e=await this.act(t);this.dialog?.close(),typeof e==`string`?this.ctx.say(e):this.ctx.tell(e.said,e.warnings)}catch(e){this.error=l(e)}finally{this.busy=!1}}}static{this.styles=[s,f,c`
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
    `]}};o([t({attribute:!1})],m.prototype,`ctx`,void 0),o([e()],m.prototype,`position`,void 0),o([e()],m.prototype,`busy`,void 0),o([e()],m.prototype,`error`,void 0);export{m as t};
import{a as e,d as t,f as n,h as r,n as i,p as a,t as o,u as s,v as c}from"./styles.js";import{a as l}from"./element.js";import{t as u}from"./purse.js";import{t as d}from"./sentence.js";import{v as f,y as p}from"./position-row.js";var m=class extends n{constructor(...e){super(...e),this.busy=!1,this.error=``}async ask(e){this.position=e,this.error=``,this.begin(e),await this.updateComplete,this.dialog?.showModal()}danger(){return!1}ready(){return!0}get dialog(){return this.renderRoot.querySelector(`dialog`)}render(){let{position:t,ctx:n}=this;if(!t)return a;let{t:i}=n,o=`${e(t.symbol)} ${i(`side.${t.side}`)}`;return r`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <form novalidate @submit=${this.submit}>
        <h2 id="title">${this.heading(o)}</h2>
        ${u(i,t)}
        ${this.fields(t)}
        <div role="alert">
          ${this.error?r`<p class="error" data-error>${d(this.error)}</p>`:a}
        </div>
        <div class="actions">
          <button type="button" class="button plain" ?disabled=${this.busy} @click=${()=>this.dialog?.close()}>
            ${i(`common.cancel`)}
          </button>
          <button
            class="button ${this.danger()?`danger`:``}"
            data-confirm
            ?disabled=${this.busy||!this.ready()}
          >
            ${this.busy?i(`common.working`):this.confirm(t)}
          </button>
        </div>
      </form>
    </dialog>`}onClose(){this.position=void 0,f(this)}radio(e,t,n,i,o,s=``){return r`<label class="choice">
      <input
        type="radio"
        name=${e}
        value=${t}
        .checked=${t===i}
        @change=${()=>o(t)}
      />
      <span>
        <b>${n}</b>
        ${s?r`<span class="soft">${s}</span>`:a}
      </span>
    </label>`}number(e,t,n,i){return r`<label class="labelled">
      <span>${t}</span>
      <input
        class="field"
        name=${e}
        inputmode="decimal"
        autocomplete="off"
        dir="ltr"
        .value=${n}
        @input=${e=>i(e.target.value.trim())}
      />
    </label>`}async submit(e){e.preventDefault();let{position:t}=this;if(t&&!this.busy&&this.ready()){this.busy=!0,this.error=``;try{let e=await this.act(t);this.dialog?.close(),this.ctx.say(e)}catch(e){this.error=l(e)}finally{this.busy=!1}}}static{this.styles=[o,p,c`
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
    `]}};i([t({attribute:!1})],m.prototype,`ctx`,void 0),i([s()],m.prototype,`position`,void 0),i([s()],m.prototype,`busy`,void 0),i([s()],m.prototype,`error`,void 0);export{m as t};
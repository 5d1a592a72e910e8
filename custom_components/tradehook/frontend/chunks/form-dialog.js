import{c as e,d as t,g as n,h as r,m as i,n as a,p as o,t as s,v as c,x as l}from"./decorate.js";import{i as u,r as d}from"./dialog.js";var f=class extends r{constructor(...e){super(...e),this.busy=!1,this.error=``}async ask(e){this.position=e,this.error=``,this.begin(e),await this.updateComplete,this.dialog?.showModal()}danger(){return!1}ready(){return!0}get dialog(){return this.renderRoot.querySelector(`dialog`)}render(){let{position:e,ctx:r}=this;if(!e)return n;let{t:i}=r,a=`${t(e.symbol)} ${i(`side.${e.side}`)}`;return c`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <form novalidate @submit=${this.submit}>
        <h2 id="title">${this.heading(a)}</h2>
        ${this.fields(e)}
        <div role="alert">
          ${this.error?c`<p class="error" data-error>${this.error}</p>`:n}
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
            ${this.busy?i(`common.working`):this.confirm(e)}
          </button>
        </div>
      </form>
    </dialog>`}onClose(){this.position=void 0,d(this)}radio(e,t,r,i,a,o=``){return c`<label class="choice">
      <input
        type="radio"
        name=${e}
        value=${t}
        .checked=${t===i}
        @change=${()=>a(t)}
      />
      <span>
        <b>${r}</b>
        ${o?c`<span class="soft">${o}</span>`:n}
      </span>
    </label>`}number(e,t,n,r){return c`<label class="labelled">
      <span>${t}</span>
      <input
        class="field"
        name=${e}
        inputmode="decimal"
        autocomplete="off"
        dir="ltr"
        .value=${n}
        @input=${e=>r(e.target.value.trim())}
      />
    </label>`}async submit(t){t.preventDefault();let{position:n}=this;if(n&&!this.busy&&this.ready()){this.busy=!0,this.error=``;try{let e=await this.act(n);this.dialog?.close(),this.ctx.say(e)}catch(t){this.error=e(t)}finally{this.busy=!1}}}static{this.styles=[a,u,l`
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
    `]}};s([i({attribute:!1})],f.prototype,`ctx`,void 0),s([o()],f.prototype,`position`,void 0),s([o()],f.prototype,`busy`,void 0),s([o()],f.prototype,`error`,void 0);export{f as t};
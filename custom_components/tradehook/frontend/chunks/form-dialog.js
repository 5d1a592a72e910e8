import{_ as e,b as t,f as n,h as r,m as i,o as a,p as o,r as s,t as c}from"./styles.js";import{i as l}from"./live-host.js";import{t as u}from"./purse.js";import{t as d}from"./sentence.js";import{m as f,p}from"./actions.js";import{n as m,r as h}from"./fields.js";var g=class extends i{constructor(...e){super(...e),this.news=0,this.busy=!1,this.error=``}async ask(e){this.position=e,this.error=``,this.begin(e),await this.updateComplete,this.dialog?.showModal()}present(e){return e}danger(){return!1}ready(){return!0}get dialog(){return this.renderRoot.querySelector(`dialog`)}render(){let{position:t,ctx:n}=this;if(!t)return r;let{t:i}=n,o=this.present(t),s=`${a(t.symbol)} ${i(`side.${t.side}`)}`;return e`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <form novalidate @submit=${this.submit}>
        <h2 id="title">${this.heading(s)}</h2>
        ${u(i,t)}
        ${o?this.fields(o):e`<p data-over>${i(`several.over`)}</p>`}
        <div role="alert">
          ${this.error?e`<p class="error" data-error>${d(this.error)}</p>`:r}
        </div>
        <div class="actions">
          <button type="button" class="button plain" ?disabled=${this.busy} @click=${()=>this.dialog?.close()}>
            ${i(`common.cancel`)}
          </button>
          <button
            class="button ${this.danger()?`danger`:``}"
            data-confirm
            ?disabled=${this.busy||!o||!this.ready()}
          >
            ${this.busy?i(`common.working`):this.confirm(t)}
          </button>
        </div>
      </form>
    </dialog>`}onClose(){this.position=void 0,p(this)}radio(t,n,i,a,o,s=``){return e`<label class="choice">
      <input
        type="radio"
        name=${t}
        value=${n}
        .checked=${n===a}
        @change=${()=>o(n)}
      />
      <span>
        <b>${i}</b>
        ${s?e`<span class="soft">${s}</span>`:r}
      </span>
    </label>`}number(t,n,i,a){let{t:o,format:s}=this.ctx,c=s.typed.wrong(i,o);return e`<label class="labelled">
      <span>${n}</span>
      <input
        class="field"
        name=${t}
        inputmode="decimal"
        autocomplete="off"
        dir="ltr"
        aria-invalid=${c?`true`:r}
        aria-describedby=${c?`wrong-${t}`:r}
        .value=${h(i,s.typed)}
        @input=${e=>a(s.typed.read(e.target.value))}
      />
      ${c?e`<span class="wrong" id="wrong-${t}" data-wrong=${t}>${c}</span>`:r}
    </label>`}focusWrong(e=this.renderRoot){let t=e.querySelector(`[aria-invalid=true]`);return t?.focus(),t!==null}async submit(e){e.preventDefault();let{position:t}=this;if(t&&!this.busy&&this.present(t)&&this.ready()&&!this.focusWrong()){this.busy=!0,this.error=``;try{let e=await this.act(t);this.dialog?.close(),typeof e==`string`?this.ctx.say(e):this.ctx.tell(e.said,e.warnings)}catch(e){this.error=l(e)}finally{this.busy=!1}}}static{this.styles=[c,f,m,t`
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
      .row:has(.wrong) {
        align-items: start; /* fields stay side by side above what is said of one */
      }
      .row > :only-child {
        grid-column: 1 / -1;
      }
    `]}};s([o({attribute:!1})],g.prototype,`ctx`,void 0),s([o({type:Number})],g.prototype,`news`,void 0),s([n()],g.prototype,`position`,void 0),s([n()],g.prototype,`busy`,void 0),s([n()],g.prototype,`error`,void 0);export{g as t};
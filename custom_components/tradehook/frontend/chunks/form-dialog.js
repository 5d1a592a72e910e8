import{g as e,h as t,m as n,o as r,p as i,r as a,t as o,v as s,x as c}from"./styles.js";import{i as l}from"./live-host.js";import{t as u}from"./purse.js";import{t as d}from"./sentence.js";import{m as f,p}from"./actions.js";import{n as m,r as h}from"./fields.js";var g=class extends t{constructor(...e){super(...e),this.news=0,this.busy=!1,this.error=``}async ask(e){this.position=e,this.error=``,this.begin(e),await this.updateComplete,this.dialog?.showModal()}present(e){return e}danger(){return!1}ready(){return!0}get dialog(){return this.renderRoot.querySelector(`dialog`)}render(){let{position:t,ctx:n}=this;if(!t)return e;let{t:i}=n,a=this.present(t),o=`${r(t.symbol)} ${i(`side.${t.side}`)}`;return s`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <form novalidate @submit=${this.submit}>
        <h2 id="title">${this.heading(o)}</h2>
        ${u(i,t)}
        ${a?this.fields(a):s`<p data-over>${i(`several.over`)}</p>`}
        <div role="alert">
          ${this.error?s`<p class="error" data-error>${d(this.error)}</p>`:e}
        </div>
        <div class="actions">
          <button type="button" class="button plain" ?disabled=${this.busy} @click=${()=>this.dialog?.close()}>
            ${i(`common.cancel`)}
          </button>
          <button
            class="button ${this.danger()?`danger`:``}"
            data-confirm
            ?disabled=${this.busy||!a||!this.ready()}
          >
            ${this.busy?i(`common.working`):this.confirm(t)}
          </button>
        </div>
      </form>
    </dialog>`}onClose(){this.position=void 0,p(this)}radio(t,n,r,i,a,o=``){return s`<label class="choice">
      <input
        type="radio"
        name=${t}
        value=${n}
        .checked=${n===i}
        @change=${()=>a(n)}
      />
      <span>
        <b>${r}</b>
        ${o?s`<span class="soft">${o}</span>`:e}
      </span>
    </label>`}number(t,n,r,i){let{t:a,format:o}=this.ctx,c=o.typed.wrong(r,a);return s`<label class="labelled">
      <span>${n}</span>
      <input
        class="field"
        name=${t}
        inputmode="decimal"
        autocomplete="off"
        dir="ltr"
        aria-invalid=${c?`true`:e}
        aria-describedby=${c?`wrong-${t}`:e}
        .value=${h(r,o.typed)}
        @input=${e=>i(o.typed.read(e.target.value))}
      />
      ${c?s`<span class="wrong" id="wrong-${t}" data-wrong=${t}>${c}</span>`:e}
    </label>`}focusWrong(e=this.renderRoot){let t=e.querySelector(`[aria-invalid=true]`);return t?.focus(),t!==null}async submit(e){e.preventDefault();let{position:t}=this;if(t&&!this.busy&&this.present(t)&&this.ready()&&!this.focusWrong()){this.busy=!0,this.error=``;try{let e=await this.act(t);this.dialog?.close(),typeof e==`string`?this.ctx.say(e):this.ctx.tell(e.said,e.warnings)}catch(e){this.error=l(e)}finally{this.busy=!1}}}static{this.styles=[o,f,m,c`
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
    `]}};a([n({attribute:!1})],g.prototype,`ctx`,void 0),a([n({type:Number})],g.prototype,`news`,void 0),a([i()],g.prototype,`position`,void 0),a([i()],g.prototype,`busy`,void 0),a([i()],g.prototype,`error`,void 0);export{g as t};
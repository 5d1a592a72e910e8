import{a as e,g as t,h as n,l as r,m as i,p as a,s as o,t as s,v as c,x as l}from"./styles.js";import{t as u}from"./purse.js";import{t as d}from"./sentence.js";import{d as f,u as p}from"./no-stop.js";var m=class extends n{constructor(...e){super(...e),this.busy=!1,this.error=``}async ask(e){this.position=e,this.error=``,this.begin(e),await this.updateComplete,this.dialog?.showModal()}danger(){return!1}ready(){return!0}get dialog(){return this.renderRoot.querySelector(`dialog`)}render(){let{position:e,ctx:n}=this;if(!e)return t;let{t:i}=n,a=`${r(e.symbol)} ${i(`side.${e.side}`)}`;return c`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <form novalidate @submit=${this.submit}>
        <h2 id="title">${this.heading(a)}</h2>
        ${u(i,e)}
        ${this.fields(e)}
        <div role="alert">
          ${this.error?c`<p class="error" data-error>${d(this.error)}</p>`:t}
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
    </dialog>`}onClose(){this.position=void 0,p(this)}radio(e,n,r,i,a,o=``){return c`<label class="choice">
      <input
        type="radio"
        name=${e}
        value=${n}
        .checked=${n===i}
        @change=${()=>a(n)}
      />
      <span>
        <b>${r}</b>
        ${o?c`<span class="soft">${o}</span>`:t}
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
    </label>`}async submit(e){e.preventDefault();let{position:t}=this;if(t&&!this.busy&&this.ready()){this.busy=!0,this.error=``;try{let e=await this.act(t);this.dialog?.close(),this.ctx.say(e)}catch(e){this.error=o(e)}finally{this.busy=!1}}}static{this.styles=[s,f,l`
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
    `]}};e([i({attribute:!1})],m.prototype,`ctx`,void 0),e([a()],m.prototype,`position`,void 0),e([a()],m.prototype,`busy`,void 0),e([a()],m.prototype,`error`,void 0);export{m as t};
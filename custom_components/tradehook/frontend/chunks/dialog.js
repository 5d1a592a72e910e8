import{c as e,d as t,g as n,h as r,m as i,n as a,p as o,t as s,v as c,x as l}from"./decorate.js";function u(e){return t=>{customElements.get(e)||customElements.define(e,t)}}var d=l`
  dialog {
    background: var(--ha-card-background, var(--card-background-color));
    border: 0;
    border-radius: var(--ha-dialog-border-radius, 24px);
    color: var(--primary-text-color);
    max-width: min(520px, calc(100vw - 32px));
    padding: 24px;
    width: 520px;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 50%);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: flex-end;
    margin-top: 24px;
  }
  .choice {
    border: 1px solid var(--th-line);
    border-radius: var(--th-radius);
    cursor: pointer;
    display: flex;
    gap: 12px;
    margin-top: 12px;
    padding: 12px 16px;
  }
  .choice:has(:checked) {
    border-color: var(--th-link);
  }
  .choice b {
    display: block;
    font-weight: 500;
  }
  .choice input {
    accent-color: var(--th-link);
    flex: none;
    height: 20px;
    width: 20px;
  }
`,f=`tradehook-links-changed`,p=class extends r{constructor(...e){super(...e),this.busy=!1,this.error=``}async ask(e){this.question=e,this.error=``,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{question:e}=this;return e?c`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <h2 id="title">${e.title}</h2>
      <p>${e.text}</p>
      <div role="alert">
        ${this.error?c`<p class="error" data-error>${this.error}</p>`:n}
      </div>
      <div class="actions">
        <button class="button plain" ?disabled=${this.busy} @click=${this.close}>
          ${this.ctx.t(`common.cancel`)}
        </button>
        <button
          class="button ${e.danger?`danger`:``}"
          data-confirm
          ?disabled=${this.busy}
          @click=${this.act}
        >
          ${this.busy?this.ctx.t(`common.working`):e.confirm}
        </button>
      </div>
    </dialog>`:n}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.question=void 0,g(this)}async act(){let{question:t}=this;if(t){this.busy=!0,this.error=``;try{let e=await t.act();this.close(),this.ctx.say(e)}catch(t){this.error=e(t)}finally{this.busy=!1}}}static{this.styles=[a,d]}};s([i({attribute:!1})],p.prototype,`ctx`,void 0),s([o()],p.prototype,`question`,void 0),s([o()],p.prototype,`busy`,void 0),s([o()],p.prototype,`error`,void 0),p=s([u(`tradehook-confirm`)],p);var m=class extends r{constructor(...e){super(...e),this.mode=`close`,this.busy=!1,this.error=``,this.copied=!1}async ask(e){this.position=e,this.mode=`close`,this.link=void 0,this.error=``,this.copied=!1,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{position:e,link:r}=this,{t:i}=this.ctx;if(!e)return n;let a=`${t(e.symbol)} ${i(`side.${e.side}`)}`;return c`<dialog aria-labelledby="title" @close=${this.onClose}>
      <h2 id="title">${i(`link.title`,{name:a})}</h2>
      ${r?this.renderLink(r):this.renderChoice()}
      <div role="alert">
        ${this.error?c`<p class="error" data-error>${this.error}</p>`:n}
      </div>
      <div class="actions">
        <button class="button plain" @click=${this.close}>
          ${i(r?`common.done`:`common.cancel`)}
        </button>
        ${r?c`<button class="button" data-copy @click=${this.copy}>
              ${this.copied?i(`common.copied`):i(`common.copy`)}
            </button>`:c`<button class="button" data-create ?disabled=${this.busy} @click=${this.create}>
              ${this.busy?i(`common.working`):i(`link.create`)}
            </button>`}
      </div>
    </dialog>`}renderChoice(){let{t:e}=this.ctx;return c`<p class="soft">${e(`link.what`)}</p>
      <div role="radiogroup" aria-labelledby="title">
        ${[`close`,`keep`].map(t=>c`<label class="choice">
            <input
              type="radio"
              name="mode"
              value=${t}
              .checked=${this.mode===t}
              @change=${()=>this.mode=t}
            />
            <span>
              <b>${e(`link.${t}`)}</b>
              <span class="soft">${e(`link.${t}_means`)}</span>
            </span>
          </label>`)}
      </div>`}renderLink(e){let{t}=this.ctx;return c`<label class="labelled">
        <span>${t(`link.${e.mode}`)}</span>
        <textarea
          class="field"
          data-url
          rows="3"
          readonly
          dir="ltr"
          .value=${e.url}
          @focus=${e=>e.target.select()}
        ></textarea>
      </label>
      <p class="soft">${t(`link.how`)}</p>`}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.position=void 0,this.link=void 0,g(this)}async create(){if(this.position){this.busy=!0,this.error=``;try{this.link=await this.ctx.api.createLink(this.position,this.mode),window.dispatchEvent(new Event(f))}catch(t){this.error=e(t)}finally{this.busy=!1}}}async copy(){let e=this.renderRoot.querySelector(`[data-url]`);this.copied=await _(e)}static{this.styles=[a,d]}};s([i({attribute:!1})],m.prototype,`ctx`,void 0),s([o()],m.prototype,`position`,void 0),s([o()],m.prototype,`mode`,void 0),s([o()],m.prototype,`busy`,void 0),s([o()],m.prototype,`link`,void 0),s([o()],m.prototype,`error`,void 0),s([o()],m.prototype,`copied`,void 0),m=s([u(`tradehook-link-dialog`)],m);var h=`tradehook-focus-lost`;function g(e){setTimeout(()=>{document.activeElement===document.body&&e.dispatchEvent(new CustomEvent(h,{bubbles:!0,composed:!0}))})}async function _(e){try{return await navigator.clipboard.writeText(e.value),!0}catch{return e.focus(),e.select(),document.execCommand(`copy`)}}export{u as a,d as i,_ as n,g as r,f as t};
import{S as e,_ as t,c as n,d as r,g as i,h as a,m as o,n as s,p as c,t as l,y as u}from"./decorate.js";var d=e`
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
`,f=`tradehook-links-changed`,p=class extends i{constructor(...e){super(...e),this.busy=!1,this.error=``}async ask(e){this.question=e,this.error=``,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{question:e}=this;return e?u`<dialog
      aria-labelledby="title"
      @close=${()=>this.question=void 0}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <h2 id="title">${e.title}</h2>
      <p>${e.text}</p>
      <div role="alert">
        ${this.error?u`<p class="error" data-error>${this.error}</p>`:t}
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
    </dialog>`:t}close(){this.renderRoot.querySelector(`dialog`)?.close()}async act(){let{question:e}=this;if(e){this.busy=!0,this.error=``;try{let t=await e.act();this.close(),this.ctx.say(t)}catch(e){this.error=n(e)}finally{this.busy=!1}}}static{this.styles=[s,d]}};l([o({attribute:!1})],p.prototype,`ctx`,void 0),l([c()],p.prototype,`question`,void 0),l([c()],p.prototype,`busy`,void 0),l([c()],p.prototype,`error`,void 0),p=l([a(`tradehook-confirm`)],p);var m=class extends i{constructor(...e){super(...e),this.mode=`close`,this.busy=!1,this.error=``,this.copied=!1}async ask(e){this.position=e,this.mode=`close`,this.link=void 0,this.error=``,this.copied=!1,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{position:e,link:n}=this,{t:i}=this.ctx;if(!e)return t;let a=`${r(e.symbol)} ${i(`side.${e.side}`)}`;return u`<dialog aria-labelledby="title" @close=${this.onClose}>
      <h2 id="title">${i(`link.title`,{name:a})}</h2>
      ${n?this.renderLink(n):this.renderChoice()}
      <div role="alert">
        ${this.error?u`<p class="error" data-error>${this.error}</p>`:t}
      </div>
      <div class="actions">
        <button class="button plain" @click=${this.close}>
          ${i(n?`common.done`:`common.cancel`)}
        </button>
        ${n?u`<button class="button" data-copy @click=${this.copy}>
              ${this.copied?i(`common.copied`):i(`common.copy`)}
            </button>`:u`<button class="button" data-create ?disabled=${this.busy} @click=${this.create}>
              ${this.busy?i(`common.working`):i(`link.create`)}
            </button>`}
      </div>
    </dialog>`}renderChoice(){let{t:e}=this.ctx;return u`<p class="soft">${e(`link.what`)}</p>
      <div role="radiogroup" aria-labelledby="title">
        ${[`close`,`keep`].map(t=>u`<label class="choice">
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
      </div>`}renderLink(e){let{t}=this.ctx;return u`<label class="labelled">
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
      <p class="soft">${t(`link.how`)}</p>`}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.position=void 0,this.link=void 0}async create(){if(this.position){this.busy=!0,this.error=``;try{this.link=await this.ctx.api.createLink(this.position,this.mode),window.dispatchEvent(new Event(f))}catch(e){this.error=n(e)}finally{this.busy=!1}}}async copy(){let e=this.renderRoot.querySelector(`[data-url]`);this.copied=await h(e)}static{this.styles=[s,d]}};l([o({attribute:!1})],m.prototype,`ctx`,void 0),l([c()],m.prototype,`position`,void 0),l([c()],m.prototype,`mode`,void 0),l([c()],m.prototype,`busy`,void 0),l([c()],m.prototype,`link`,void 0),l([c()],m.prototype,`error`,void 0),l([c()],m.prototype,`copied`,void 0),m=l([a(`tradehook-link-dialog`)],m);async function h(e){try{return await navigator.clipboard.writeText(e.value),!0}catch{return e.focus(),e.select(),document.execCommand(`copy`)}}export{h as n,f as t};
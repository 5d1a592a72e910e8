import{d as e,f as t,g as n,m as r,n as i,o as a,p as o,r as s,t as c,y as l}from"./styles.js";import{i as u}from"./live-host.js";import{i as d}from"./localize.js";import{n as f}from"./periods.js";import{n as p,t as m}from"./purse.js";import{t as h}from"./sentence.js";var g=l`
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
  .purse {
    align-items: center;
    display: flex;
    gap: 8px;
    margin: 12px 0 0;
  }
  [data-facts] {
    display: grid;
    gap: 6px;
    margin: 12px 0 0;
  }
  [data-facts] div {
    display: flex;
    gap: 4px 16px;
    justify-content: space-between;
  }
  [data-facts] dd {
    margin: 0;
    text-align: end;
    white-space: normal;
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
`,_=`tradehook-links-changed`,v=class extends o{constructor(...e){super(...e),this.busy=!1,this.error=``}async ask(e){this.question=e,this.error=``,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{question:e}=this;return e?n`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <h2 id="title">${e.title}</h2>
      ${e.purse?m(this.ctx.t,e.purse):r}
      <p>${e.text}</p>
      ${e.facts?.length?n`<dl data-facts>
            ${e.facts.map(([e,t,r])=>n`<div>
                <dt class="soft">${e}</dt>
                <dd class="number ${r??``}">${t}</dd>
              </div>`)}
          </dl>`:r}
      <div role="alert">
        ${this.error?n`<p class="error" data-error>${h(this.error)}</p>`:r}
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
    </dialog>`:r}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.question=void 0,x(this)}async act(){let{question:e}=this;if(e){this.busy=!0,this.error=``;try{let t=await e.act();this.close(),this.ctx.say(t)}catch(e){this.error=u(e)}finally{this.busy=!1}}}static{this.styles=[c,g]}};s([t({attribute:!1})],v.prototype,`ctx`,void 0),s([e()],v.prototype,`question`,void 0),s([e()],v.prototype,`busy`,void 0),s([e()],v.prototype,`error`,void 0),v=s([i(`tradehook-confirm`)],v);var y=class extends o{constructor(...e){super(...e),this.mode=`close`,this.question=!1,this.busy=!1,this.error=``,this.copied=!1}async ask(e){this.position=e,this.mode=`close`,this.question=!1,this.link=void 0,this.error=``,this.copied=!1,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{position:e,link:t}=this,{t:i}=this.ctx;if(!e)return r;let o=`${a(e.symbol)} ${i(`side.${e.side}`)}`;return n`<dialog aria-labelledby="title" @close=${this.onClose}>
      <h2 id="title">${i(`link.title`,{name:o})}</h2>
      ${t?this.renderLink(t):this.renderChoice()}
      <div role="alert">
        ${this.error?n`<p class="error" data-error>${h(this.error)}</p>`:r}
      </div>
      <div class="actions">
        <button class="button plain" @click=${this.close}>
          ${i(t?`common.done`:`common.cancel`)}
        </button>
        ${t?n`<button class="button" data-copy @click=${this.copy}>
              ${this.copied?i(`common.copied`):i(`common.copy`)}
            </button>`:n`<button class="button" data-create ?disabled=${this.busy} @click=${this.create}>
              ${this.busy?i(`common.working`):i(`link.create`)}
            </button>`}
      </div>
    </dialog>`}renderChoice(){let{t:e}=this.ctx;return n`<p class="soft">${e(`link.what`)}</p>
      <div role="radiogroup" aria-labelledby="title">
        ${[`close`,`keep`].map(t=>n`<label class="choice">
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
      </div>
      <label class="choice">
        <input
          type="checkbox"
          name="question"
          .checked=${this.question}
          @change=${e=>this.question=e.target.checked}
        />
        <span>
          <b>${e(`link.question`)}</b>
          <span class="soft">${e(`link.question_means`)}</span>
        </span>
      </label>`}renderLink(e){let{t}=this.ctx;return n`<label class="labelled">
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
      <p class="soft">${t(e.question?`link.how_question`:`link.how`)}</p>`}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.position=void 0,this.link=void 0,x(this)}async create(){if(this.position){this.busy=!0,this.error=``;try{this.link=await this.ctx.api.createLink(this.position,this.mode,this.question),window.dispatchEvent(new Event(_))}catch(e){this.error=u(e)}finally{this.busy=!1}}}async copy(){let e=this.renderRoot.querySelector(`[data-url]`);this.copied=await S(e)}static{this.styles=[c,g]}};s([t({attribute:!1})],y.prototype,`ctx`,void 0),s([e()],y.prototype,`position`,void 0),s([e()],y.prototype,`mode`,void 0),s([e()],y.prototype,`question`,void 0),s([e()],y.prototype,`busy`,void 0),s([e()],y.prototype,`link`,void 0),s([e()],y.prototype,`error`,void 0),s([e()],y.prototype,`copied`,void 0),y=s([i(`tradehook-link-dialog`)],y);var b=`tradehook-focus-lost`;function x(e){setTimeout(()=>{document.activeElement===document.body&&e.dispatchEvent(new CustomEvent(b,{bubbles:!0,composed:!0}))})}async function S(e){try{return await navigator.clipboard.writeText(e.value),!0}catch{return e.focus(),e.select(),document.execCommand(`copy`)}}var C=class extends o{render(){let{ctx:e}=this;return n`<tradehook-confirm .ctx=${e}></tradehook-confirm>
      <tradehook-link-dialog .ctx=${e}></tradehook-link-dialog>
      <tradehook-close-dialog .ctx=${e}></tradehook-close-dialog>
      <tradehook-resize-dialog .ctx=${e}></tradehook-resize-dialog>
      <tradehook-exits-dialog .ctx=${e}></tradehook-exits-dialog>
      <tradehook-several-dialog .ctx=${e}></tradehook-several-dialog>`}ask(e){this.dialog(`confirm`).ask(e)}link(e){this.dialog(`link-dialog`).ask(e)}async act(e,t){switch(t){case`close`:return await f(()=>import(`./close-dialog.js`),[]),this.dialog(`close-dialog`).ask(e);case`exits`:return await f(()=>import(`./exits-dialog.js`),[]),this.dialog(`exits-dialog`).ask(e);default:return await f(()=>import(`./resize-dialog.js`),[]),this.dialog(`resize-dialog`).resize(e,t)}}async several(e,t){return await f(()=>import(`./several-dialog.js`),[]),this.dialog(`several-dialog`).ask(e,t)}dialog(e){return this.renderRoot.querySelector(`tradehook-${e}`)}};s([t({attribute:!1})],C.prototype,`ctx`,void 0),C=s([i(`tradehook-dialogs`)],C);var w=new Set([`closed`,`cancelled`,`error`]);function T(e,t,n=!0){let{t:r}=e,i=[];if(n&&i.push({label:r(`position.show`),act:()=>e.go(D(t))}),!e.admin||w.has(t.status))return i;let o=`${a(t.symbol)} ${r(`side.${t.side}`)}`,s=Number(t.size)===0,c=n=>()=>e.act(t,n);return i.push({label:r(`link.create_menu`),act:()=>e.link(t)}),t.status!==`closing`&&(!s&&t.bot_name!==null&&i.push({label:r(`resize.increase_menu`),act:c(`increase`)},{key:`reduce`,label:r(`resize.reduce_menu`),act:c(`reduce`)}),i.push({key:`exits`,label:r(`exits.menu`),act:c(`exits`)})),i.push({label:r(`keep.menu`),act:()=>e.ask({title:r(`keep.title`,{name:o}),purse:t,text:r(s?`keep.unfilled`:`keep.text`),confirm:r(`keep.confirm`),act:async()=>d(r,`done`,(await e.api.keep(t)).done)})},{key:`close`,label:r(`close.menu`),danger:!0,act:s?()=>e.ask({title:r(`close.title`,{name:o}),purse:t,text:r(`close.unfilled`),confirm:r(`close.cancel`),danger:!0,act:async()=>d(r,`done`,(await e.api.keep(t)).done)}):c(`close`)}),i}function E(e,t){let n=T(e,t,!1);return[`close`,`reduce`,`exits`].flatMap(t=>{let r=n.find(e=>e.key===t);return r?[{...r,label:e.t(`position.quick_${t}`)}]:[]})}function D(e){return`/positions/${encodeURIComponent(e.position_id)}`}function O({account:e},{bot_id:t}){return`/bot/${e}/${encodeURIComponent(t)}`}function k(e,t){return n=>{n.ctrlKey||n.metaKey||n.shiftKey||(n.preventDefault(),e.go(t))}}function A(e,t,n){let{t:r,api:i}=e,{name:a}=n;e.ask({title:r(n.on?`overview.stop_bot`:`overview.start_bot`,{name:a}),purse:p(t),text:r(n.on?`overview.stop_text`:`overview.start_text`),confirm:r(n.on?`overview.stop`:`overview.start`),act:async()=>(await i.setBot(t.account,n.bot_id,!n.on),r(n.on?`overview.stopped`:`overview.started`,{name:a}))})}export{D as a,_ as c,g as d,T as i,S as l,O as n,E as o,k as r,A as s,w as t,x as u};
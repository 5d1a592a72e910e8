import{_ as e,a as t,g as n,h as r,l as i,m as a,n as o,p as s,s as c,t as l,v as u,x as d,y as f}from"./styles.js";import{i as p}from"./localize.js";import{n as m,t as h}from"./purse.js";import{t as g}from"./sentence.js";import{t as _}from"./preload-helper.js";var v=`M12,16A2,2 0 0,1 14,18A2,2 0 0,1 12,20A2,2 0 0,1 10,18A2,2 0 0,1 12,16M12,10A2,2 0 0,1 14,12A2,2 0 0,1 12,14A2,2 0 0,1 10,12A2,2 0 0,1 12,10M12,4A2,2 0 0,1 14,6A2,2 0 0,1 12,8A2,2 0 0,1 10,6A2,2 0 0,1 12,4Z`,y=`M3,6H21V8H3V6M3,11H21V13H3V11M3,16H21V18H3V16Z`,b=`M20,11V13H8L13.5,18.5L12.08,19.92L4.16,12L12.08,4.08L13.5,5.5L8,11H20Z`;function x(e){return u`<svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true">
    <path d=${e}></path>
  </svg>`}var S=d`
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
`,C=`tradehook-links-changed`,w=class extends r{constructor(...e){super(...e),this.busy=!1,this.error=``}async ask(e){this.question=e,this.error=``,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{question:e}=this;return e?u`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <h2 id="title">${e.title}</h2>
      ${e.purse?h(this.ctx.t,e.purse):n}
      <p>${e.text}</p>
      ${e.facts?.length?u`<dl data-facts>
            ${e.facts.map(([e,t,n])=>u`<div>
                <dt class="soft">${e}</dt>
                <dd class="number ${n??``}">${t}</dd>
              </div>`)}
          </dl>`:n}
      <div role="alert">
        ${this.error?u`<p class="error" data-error>${g(this.error)}</p>`:n}
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
    </dialog>`:n}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.question=void 0,D(this)}async act(){let{question:e}=this;if(e){this.busy=!0,this.error=``;try{let t=await e.act();this.close(),this.ctx.say(t)}catch(e){this.error=c(e)}finally{this.busy=!1}}}static{this.styles=[l,S]}};t([a({attribute:!1})],w.prototype,`ctx`,void 0),t([s()],w.prototype,`question`,void 0),t([s()],w.prototype,`busy`,void 0),t([s()],w.prototype,`error`,void 0),w=t([o(`tradehook-confirm`)],w);var T=class extends r{constructor(...e){super(...e),this.mode=`close`,this.question=!1,this.busy=!1,this.error=``,this.copied=!1}async ask(e){this.position=e,this.mode=`close`,this.question=!1,this.link=void 0,this.error=``,this.copied=!1,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{position:e,link:t}=this,{t:r}=this.ctx;if(!e)return n;let a=`${i(e.symbol)} ${r(`side.${e.side}`)}`;return u`<dialog aria-labelledby="title" @close=${this.onClose}>
      <h2 id="title">${r(`link.title`,{name:a})}</h2>
      ${t?this.renderLink(t):this.renderChoice()}
      <div role="alert">
        ${this.error?u`<p class="error" data-error>${g(this.error)}</p>`:n}
      </div>
      <div class="actions">
        <button class="button plain" @click=${this.close}>
          ${r(t?`common.done`:`common.cancel`)}
        </button>
        ${t?u`<button class="button" data-copy @click=${this.copy}>
              ${this.copied?r(`common.copied`):r(`common.copy`)}
            </button>`:u`<button class="button" data-create ?disabled=${this.busy} @click=${this.create}>
              ${this.busy?r(`common.working`):r(`link.create`)}
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
      </label>`}renderLink(e){let{t}=this.ctx;return u`<label class="labelled">
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
      <p class="soft">${t(e.question?`link.how_question`:`link.how`)}</p>`}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.position=void 0,this.link=void 0,D(this)}async create(){if(this.position){this.busy=!0,this.error=``;try{this.link=await this.ctx.api.createLink(this.position,this.mode,this.question),window.dispatchEvent(new Event(C))}catch(e){this.error=c(e)}finally{this.busy=!1}}}async copy(){let e=this.renderRoot.querySelector(`[data-url]`);this.copied=await O(e)}static{this.styles=[l,S]}};t([a({attribute:!1})],T.prototype,`ctx`,void 0),t([s()],T.prototype,`position`,void 0),t([s()],T.prototype,`mode`,void 0),t([s()],T.prototype,`question`,void 0),t([s()],T.prototype,`busy`,void 0),t([s()],T.prototype,`link`,void 0),t([s()],T.prototype,`error`,void 0),t([s()],T.prototype,`copied`,void 0),T=t([o(`tradehook-link-dialog`)],T);var E=`tradehook-focus-lost`;function D(e){setTimeout(()=>{document.activeElement===document.body&&e.dispatchEvent(new CustomEvent(E,{bubbles:!0,composed:!0}))})}async function O(e){try{return await navigator.clipboard.writeText(e.value),!0}catch{return e.focus(),e.select(),document.execCommand(`copy`)}}var k=class extends r{render(){let{ctx:e}=this;return u`<tradehook-confirm .ctx=${e}></tradehook-confirm>
      <tradehook-link-dialog .ctx=${e}></tradehook-link-dialog>
      <tradehook-close-dialog .ctx=${e}></tradehook-close-dialog>
      <tradehook-resize-dialog .ctx=${e}></tradehook-resize-dialog>
      <tradehook-exits-dialog .ctx=${e}></tradehook-exits-dialog>`}ask(e){this.dialog(`confirm`).ask(e)}link(e){this.dialog(`link-dialog`).ask(e)}async act(e,t){switch(t){case`close`:return await _(()=>import(`./close-dialog.js`),[]),this.dialog(`close-dialog`).ask(e);case`exits`:return await _(()=>import(`./exits-dialog.js`),[]),this.dialog(`exits-dialog`).ask(e);default:return await _(()=>import(`./resize-dialog.js`),[]),this.dialog(`resize-dialog`).resize(e,t)}}dialog(e){return this.renderRoot.querySelector(`tradehook-${e}`)}};t([a({attribute:!1})],k.prototype,`ctx`,void 0),k=t([o(`tradehook-dialogs`)],k);var A=new Set([`closed`,`cancelled`,`error`]);function j(e,t,n=!0){let{t:r}=e,a=[];if(n&&a.push({label:r(`position.show`),act:()=>e.go(M(t))}),!e.admin||A.has(t.status))return a;let o=`${i(t.symbol)} ${r(`side.${t.side}`)}`,s=Number(t.size)===0,c=n=>()=>e.act(t,n);return a.push({label:r(`link.create_menu`),act:()=>e.link(t)}),t.status!==`closing`&&(!s&&t.bot_name!==null&&a.push({label:r(`resize.increase_menu`),act:c(`increase`)},{label:r(`resize.reduce_menu`),act:c(`reduce`)}),a.push({label:r(`exits.menu`),act:c(`exits`)})),a.push({label:r(`keep.menu`),act:()=>e.ask({title:r(`keep.title`,{name:o}),purse:t,text:r(s?`keep.unfilled`:`keep.text`),confirm:r(`keep.confirm`),act:async()=>p(r,`done`,(await e.api.keep(t)).done)})},{label:r(`close.menu`),danger:!0,act:s?()=>e.ask({title:r(`close.title`,{name:o}),purse:t,text:r(`close.unfilled`),confirm:r(`close.cancel`),danger:!0,act:async()=>p(r,`done`,(await e.api.keep(t)).done)}):c(`close`)}),a}function M(e){return`/position/${e.account}/${encodeURIComponent(e.position_id)}`}function N({account:e},{bot_id:t}){return`/bot/${e}/${encodeURIComponent(t)}`}function P(e,t){return n=>{n.ctrlKey||n.metaKey||n.shiftKey||(n.preventDefault(),e.go(t))}}function F(e,t,n){let{t:r,api:i}=e,{name:a}=n;e.ask({title:r(n.on?`overview.stop_bot`:`overview.start_bot`,{name:a}),purse:m(t),text:r(n.on?`overview.stop_text`:`overview.start_text`),confirm:r(n.on?`overview.stop`:`overview.start`),act:async()=>(await i.setBot(t.account,n.bot_id,!n.on),r(n.on?`overview.stopped`:`overview.started`,{name:a}))})}var I={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},L=e=>(...t)=>({_$litDirective$:e,values:t}),R=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:z}=f,B=e=>e,V=()=>document.createComment(``),H=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new z(r.insertBefore(V(),i),r.insertBefore(V(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=B(e).nextSibling;B(r).insertBefore(e,i),e=t}}}return n},U=(e,t,n=e)=>(e._$AI(t,n),e),W={},G=(e,t=W)=>e._$AH=t,K=e=>e._$AH,q=e=>{e._$AR(),e._$AA.remove()},J=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},Y=L(class extends R{constructor(e){if(super(e),e.type!==I.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(t,[n,r,i]){let a=K(t),{values:o,keys:s}=this.dt(n,r,i);if(!Array.isArray(a))return this.ut=s,o;let c=this.ut??=[],l=[],u,d,f=0,p=a.length-1,m=0,h=o.length-1;for(;f<=p&&m<=h;)if(a[f]===null)f++;else if(a[p]===null)p--;else if(c[f]===s[m])l[m]=U(a[f],o[m]),f++,m++;else if(c[p]===s[h])l[h]=U(a[p],o[h]),p--,h--;else if(c[f]===s[h])l[h]=U(a[f],o[h]),H(t,l[h+1],a[f]),f++,h--;else if(c[p]===s[m])l[m]=U(a[p],o[m]),H(t,a[f],a[p]),p--,m++;else if(u===void 0&&(u=J(s,m,h),d=J(c,f,p)),u.has(c[f])){if(u.has(c[p])){let e=d.get(s[m]),n=e===void 0?null:a[e];if(n===null){let e=H(t,a[f]);U(e,o[m]),l[m]=e}else l[m]=U(n,o[m]),H(t,a[f],n),a[e]=null;m++}else q(a[p]),p--}else q(a[f]),f++;for(;m<=h;){let e=H(t,l[h+1]);U(e,o[m]),l[m++]=e}for(;f<=p;){let e=a[f++];e!==null&&q(e)}return this.ut=s,G(t,l),e}}),X=260,Z=8,Q=class extends r{constructor(...e){super(...e),this.label=``,this.items=[]}async show(e,t,n){this.hide(),this.anchor=e,this.label=t,this.items=n,await this.updateComplete;let r=this.menu;if(!r)return;r.showPopover(),e.setAttribute(`aria-expanded`,`true`);let i=e.getBoundingClientRect(),a=getComputedStyle(this).direction===`rtl`,o=document.documentElement.clientWidth-X-Z,s=Math.max(Z,Math.min(a?i.left:i.right-X,o)),c=i.bottom+r.offsetHeight+Z<window.innerHeight;r.style.left=`${s}px`,r.style.top=`${Math.max(Z,c?i.bottom:i.top-r.offsetHeight)}px`,this.entries[0]?.focus()}render(){return this.items.length?u`<div
      class="menu card"
      role="menu"
      aria-label=${this.label}
      popover="auto"
      @toggle=${this.onToggle}
      @keydown=${this.onKey}
    >
      ${this.items.map(e=>u`<button
          role="menuitem"
          tabindex="-1"
          class=${e.danger?`loss`:``}
          @click=${()=>this.choose(e)}
        >
          ${e.label}
        </button>`)}
    </div>`:n}get menu(){return this.renderRoot.querySelector(`.menu`)}get entries(){return[...this.renderRoot.querySelectorAll(`[role=menuitem]`)]}onToggle(e){e.newState===`closed`&&(this.anchor?.setAttribute(`aria-expanded`,`false`),this.items=[])}onKey(e){let{entries:t}=this,n=t.indexOf(this.shadowRoot?.activeElement),r={ArrowDown:n+1,ArrowUp:n-1,Home:0,End:t.length-1}[e.key];r===void 0?(e.key===`Tab`||e.key===`Escape`)&&(e.stopPropagation(),this.hide(),this.anchor?.focus()):(e.preventDefault(),t[(r+t.length)%t.length]?.focus())}hide(){let{menu:e}=this;e?.matches(`:popover-open`)&&e.hidePopover()}choose(e){this.hide(),this.anchor?.focus(),e.act()}static{this.styles=[l,d`
      .menu {
        box-shadow: 0 4px 16px rgb(0 0 0 / 30%);
        color: var(--primary-text-color);
        inset: auto;
        margin: 0;
        padding: 8px 0;
        position: fixed;
        width: ${X}px;
      }
      .menu button {
        background: none;
        border: 0;
        cursor: pointer;
        display: block;
        min-height: 44px;
        padding: 8px 16px;
        text-align: start;
        width: 100%;
      }
      .menu button.loss {
        color: var(--th-loss);
      }
      .menu button:is(:hover, :focus-visible) {
        background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
        outline-offset: -2px;
      }
    `]}};t([s()],Q.prototype,`label`,void 0),t([s()],Q.prototype,`items`,void 0),Q=t([o(`tradehook-popup-menu`)],Q);function $(e,t){return t.no_stop?u`<span class="chip warn" data-no-stop title=${e(`positions.no_stop_why`)}>${e(`positions.no_stop`)}</span>`:n}export{j as a,C as c,S as d,b as f,x as h,P as i,O as l,y as m,Y as n,M as o,v as p,N as r,F as s,$ as t,D as u};
import{_ as e,a as t,b as n,f as r,g as i,h as a,l as o,m as s,n as c,p as l,s as u,t as d,v as f}from"./styles.js";import{i as p}from"./localize.js";import{t as m}from"./sentence.js";import{t as h}from"./preload-helper.js";var g=`M12,16A2,2 0 0,1 14,18A2,2 0 0,1 12,20A2,2 0 0,1 10,18A2,2 0 0,1 12,16M12,10A2,2 0 0,1 14,12A2,2 0 0,1 12,14A2,2 0 0,1 10,12A2,2 0 0,1 12,10M12,4A2,2 0 0,1 14,6A2,2 0 0,1 12,8A2,2 0 0,1 10,6A2,2 0 0,1 12,4Z`,_=`M3,6H21V8H3V6M3,11H21V13H3V11M3,16H21V18H3V16Z`,v=`M20,11V13H8L13.5,18.5L12.08,19.92L4.16,12L12.08,4.08L13.5,5.5L8,11H20Z`;function y(t){return e`<svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true">
    <path d=${t}></path>
  </svg>`}var b=n`
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
`,x=`tradehook-links-changed`,S=class extends s{constructor(...e){super(...e),this.busy=!1,this.error=``}async ask(e){this.question=e,this.error=``,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{question:t}=this;return t?e`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <h2 id="title">${t.title}</h2>
      <p>${t.text}</p>
      <div role="alert">
        ${this.error?e`<p class="error" data-error>${m(this.error)}</p>`:a}
      </div>
      <div class="actions">
        <button class="button plain" ?disabled=${this.busy} @click=${this.close}>
          ${this.ctx.t(`common.cancel`)}
        </button>
        <button
          class="button ${t.danger?`danger`:``}"
          data-confirm
          ?disabled=${this.busy}
          @click=${this.act}
        >
          ${this.busy?this.ctx.t(`common.working`):t.confirm}
        </button>
      </div>
    </dialog>`:a}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.question=void 0,T(this)}async act(){let{question:e}=this;if(e){this.busy=!0,this.error=``;try{let t=await e.act();this.close(),this.ctx.say(t)}catch(e){this.error=u(e)}finally{this.busy=!1}}}static{this.styles=[d,b]}};t([l({attribute:!1})],S.prototype,`ctx`,void 0),t([r()],S.prototype,`question`,void 0),t([r()],S.prototype,`busy`,void 0),t([r()],S.prototype,`error`,void 0),S=t([c(`tradehook-confirm`)],S);var C=class extends s{constructor(...e){super(...e),this.mode=`close`,this.question=!1,this.busy=!1,this.error=``,this.copied=!1}async ask(e){this.position=e,this.mode=`close`,this.question=!1,this.link=void 0,this.error=``,this.copied=!1,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{position:t,link:n}=this,{t:r}=this.ctx;if(!t)return a;let i=`${o(t.symbol)} ${r(`side.${t.side}`)}`;return e`<dialog aria-labelledby="title" @close=${this.onClose}>
      <h2 id="title">${r(`link.title`,{name:i})}</h2>
      ${n?this.renderLink(n):this.renderChoice()}
      <div role="alert">
        ${this.error?e`<p class="error" data-error>${m(this.error)}</p>`:a}
      </div>
      <div class="actions">
        <button class="button plain" @click=${this.close}>
          ${r(n?`common.done`:`common.cancel`)}
        </button>
        ${n?e`<button class="button" data-copy @click=${this.copy}>
              ${this.copied?r(`common.copied`):r(`common.copy`)}
            </button>`:e`<button class="button" data-create ?disabled=${this.busy} @click=${this.create}>
              ${this.busy?r(`common.working`):r(`link.create`)}
            </button>`}
      </div>
    </dialog>`}renderChoice(){let{t}=this.ctx;return e`<p class="soft">${t(`link.what`)}</p>
      <div role="radiogroup" aria-labelledby="title">
        ${[`close`,`keep`].map(n=>e`<label class="choice">
            <input
              type="radio"
              name="mode"
              value=${n}
              .checked=${this.mode===n}
              @change=${()=>this.mode=n}
            />
            <span>
              <b>${t(`link.${n}`)}</b>
              <span class="soft">${t(`link.${n}_means`)}</span>
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
          <b>${t(`link.question`)}</b>
          <span class="soft">${t(`link.question_means`)}</span>
        </span>
      </label>`}renderLink(t){let{t:n}=this.ctx;return e`<label class="labelled">
        <span>${n(`link.${t.mode}`)}</span>
        <textarea
          class="field"
          data-url
          rows="3"
          readonly
          dir="ltr"
          .value=${t.url}
          @focus=${e=>e.target.select()}
        ></textarea>
      </label>
      <p class="soft">${n(t.question?`link.how_question`:`link.how`)}</p>`}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.position=void 0,this.link=void 0,T(this)}async create(){if(this.position){this.busy=!0,this.error=``;try{this.link=await this.ctx.api.createLink(this.position,this.mode,this.question),window.dispatchEvent(new Event(x))}catch(e){this.error=u(e)}finally{this.busy=!1}}}async copy(){let e=this.renderRoot.querySelector(`[data-url]`);this.copied=await E(e)}static{this.styles=[d,b]}};t([l({attribute:!1})],C.prototype,`ctx`,void 0),t([r()],C.prototype,`position`,void 0),t([r()],C.prototype,`mode`,void 0),t([r()],C.prototype,`question`,void 0),t([r()],C.prototype,`busy`,void 0),t([r()],C.prototype,`link`,void 0),t([r()],C.prototype,`error`,void 0),t([r()],C.prototype,`copied`,void 0),C=t([c(`tradehook-link-dialog`)],C);var w=`tradehook-focus-lost`;function T(e){setTimeout(()=>{document.activeElement===document.body&&e.dispatchEvent(new CustomEvent(w,{bubbles:!0,composed:!0}))})}async function E(e){try{return await navigator.clipboard.writeText(e.value),!0}catch{return e.focus(),e.select(),document.execCommand(`copy`)}}var D=class extends s{render(){let{ctx:t}=this;return e`<tradehook-confirm .ctx=${t}></tradehook-confirm>
      <tradehook-link-dialog .ctx=${t}></tradehook-link-dialog>
      <tradehook-close-dialog .ctx=${t}></tradehook-close-dialog>
      <tradehook-resize-dialog .ctx=${t}></tradehook-resize-dialog>
      <tradehook-exits-dialog .ctx=${t}></tradehook-exits-dialog>`}ask(e){this.dialog(`confirm`).ask(e)}link(e){this.dialog(`link-dialog`).ask(e)}async act(e,t){switch(t){case`close`:return await h(()=>import(`./close-dialog.js`),[]),this.dialog(`close-dialog`).ask(e);case`exits`:return await h(()=>import(`./exits-dialog.js`),[]),this.dialog(`exits-dialog`).ask(e);default:return await h(()=>import(`./resize-dialog.js`),[]),this.dialog(`resize-dialog`).resize(e,t)}}dialog(e){return this.renderRoot.querySelector(`tradehook-${e}`)}};t([l({attribute:!1})],D.prototype,`ctx`,void 0),D=t([c(`tradehook-dialogs`)],D);var O=new Set([`closed`,`cancelled`,`error`]);function k(e,t,n=!0){let{t:r}=e,i=[];if(n&&i.push({label:r(`position.show`),act:()=>e.go(A(t))}),!e.admin||O.has(t.status))return i;let a=`${o(t.symbol)} ${r(`side.${t.side}`)}`,s=Number(t.size)===0,c=n=>()=>e.act(t,n);return i.push({label:r(`link.create_menu`),act:()=>e.link(t)}),t.status!==`closing`&&(!s&&t.bot_name!==null&&i.push({label:r(`resize.increase_menu`),act:c(`increase`)},{label:r(`resize.reduce_menu`),act:c(`reduce`)}),i.push({label:r(`exits.menu`),act:c(`exits`)})),i.push({label:r(`keep.menu`),act:()=>e.ask({title:r(`keep.title`,{name:a}),text:r(s?`keep.unfilled`:`keep.text`),confirm:r(`keep.confirm`),act:async()=>p(r,`done`,(await e.api.keep(t)).done)})},{label:r(`close.menu`),danger:!0,act:s?()=>e.ask({title:r(`close.title`,{name:a}),text:r(`close.unfilled`),confirm:r(`close.cancel`),danger:!0,act:async()=>p(r,`done`,(await e.api.keep(t)).done)}):c(`close`)}),i}function A(e){return`/position/${e.account}/${encodeURIComponent(e.position_id)}`}function j({account:e},{bot_id:t}){return`/bot/${e}/${encodeURIComponent(t)}`}function M(e,t){return n=>{n.ctrlKey||n.metaKey||n.shiftKey||(n.preventDefault(),e.go(t))}}function N(e,t,n){let{t:r,api:i}=e,{name:a}=n;e.ask({title:r(n.on?`overview.stop_bot`:`overview.start_bot`,{name:a}),text:r(n.on?`overview.stop_text`:`overview.start_text`),confirm:r(n.on?`overview.stop`:`overview.start`),act:async()=>(await i.setBot(t.account,n.bot_id,!n.on),r(n.on?`overview.stopped`:`overview.started`,{name:a}))})}var P={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},F=e=>(...t)=>({_$litDirective$:e,values:t}),I=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:L}=f,R=e=>e,z=()=>document.createComment(``),B=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new L(r.insertBefore(z(),i),r.insertBefore(z(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=R(e).nextSibling;R(r).insertBefore(e,i),e=t}}}return n},V=(e,t,n=e)=>(e._$AI(t,n),e),H={},U=(e,t=H)=>e._$AH=t,W=e=>e._$AH,G=e=>{e._$AR(),e._$AA.remove()},K=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},q=F(class extends I{constructor(e){if(super(e),e.type!==P.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let a=W(e),{values:o,keys:s}=this.dt(t,n,r);if(!Array.isArray(a))return this.ut=s,o;let c=this.ut??=[],l=[],u,d,f=0,p=a.length-1,m=0,h=o.length-1;for(;f<=p&&m<=h;)if(a[f]===null)f++;else if(a[p]===null)p--;else if(c[f]===s[m])l[m]=V(a[f],o[m]),f++,m++;else if(c[p]===s[h])l[h]=V(a[p],o[h]),p--,h--;else if(c[f]===s[h])l[h]=V(a[f],o[h]),B(e,l[h+1],a[f]),f++,h--;else if(c[p]===s[m])l[m]=V(a[p],o[m]),B(e,a[f],a[p]),p--,m++;else if(u===void 0&&(u=K(s,m,h),d=K(c,f,p)),u.has(c[f])){if(u.has(c[p])){let t=d.get(s[m]),n=t===void 0?null:a[t];if(n===null){let t=B(e,a[f]);V(t,o[m]),l[m]=t}else l[m]=V(n,o[m]),B(e,a[f],n),a[t]=null;m++}else G(a[p]),p--}else G(a[f]),f++;for(;m<=h;){let t=B(e,l[h+1]);V(t,o[m]),l[m++]=t}for(;f<=p;){let e=a[f++];e!==null&&G(e)}return this.ut=s,U(e,l),i}}),J=260,Y=8,X=class extends s{constructor(...e){super(...e),this.label=``,this.items=[]}async show(e,t,n){this.hide(),this.anchor=e,this.label=t,this.items=n,await this.updateComplete;let r=this.menu;if(!r)return;r.showPopover(),e.setAttribute(`aria-expanded`,`true`);let i=e.getBoundingClientRect(),a=getComputedStyle(this).direction===`rtl`,o=document.documentElement.clientWidth-J-Y,s=Math.max(Y,Math.min(a?i.left:i.right-J,o)),c=i.bottom+r.offsetHeight+Y<window.innerHeight;r.style.left=`${s}px`,r.style.top=`${Math.max(Y,c?i.bottom:i.top-r.offsetHeight)}px`,this.entries[0]?.focus()}render(){return this.items.length?e`<div
      class="menu card"
      role="menu"
      aria-label=${this.label}
      popover="auto"
      @toggle=${this.onToggle}
      @keydown=${this.onKey}
    >
      ${this.items.map(t=>e`<button
          role="menuitem"
          tabindex="-1"
          class=${t.danger?`loss`:``}
          @click=${()=>this.choose(t)}
        >
          ${t.label}
        </button>`)}
    </div>`:a}get menu(){return this.renderRoot.querySelector(`.menu`)}get entries(){return[...this.renderRoot.querySelectorAll(`[role=menuitem]`)]}onToggle(e){e.newState===`closed`&&(this.anchor?.setAttribute(`aria-expanded`,`false`),this.items=[])}onKey(e){let{entries:t}=this,n=t.indexOf(this.shadowRoot?.activeElement),r={ArrowDown:n+1,ArrowUp:n-1,Home:0,End:t.length-1}[e.key];r===void 0?(e.key===`Tab`||e.key===`Escape`)&&(e.stopPropagation(),this.hide(),this.anchor?.focus()):(e.preventDefault(),t[(r+t.length)%t.length]?.focus())}hide(){let{menu:e}=this;e?.matches(`:popover-open`)&&e.hidePopover()}choose(e){this.hide(),this.anchor?.focus(),e.act()}static{this.styles=[d,n`
      .menu {
        box-shadow: 0 4px 16px rgb(0 0 0 / 30%);
        color: var(--primary-text-color);
        inset: auto;
        margin: 0;
        padding: 8px 0;
        position: fixed;
        width: ${J}px;
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
    `]}};t([r()],X.prototype,`label`,void 0),t([r()],X.prototype,`items`,void 0),X=t([c(`tradehook-popup-menu`)],X);function Z(t,n){return n.no_stop?e`<span class="chip warn" data-no-stop title=${t(`positions.no_stop_why`)}>${t(`positions.no_stop`)}</span>`:a}export{k as a,x as c,b as d,v as f,y as h,M as i,E as l,_ as m,q as n,A as o,g as p,j as r,N as s,Z as t,T as u};
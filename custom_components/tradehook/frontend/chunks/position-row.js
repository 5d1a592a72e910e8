import{a as e,d as t,f as n,g as r,h as i,m as a,n as o,p as s,s as c,t as l,u,v as d}from"./styles.js";import{a as f,t as p}from"./element.js";import{n as m,r as h,t as ee}from"./worth.js";import{i as g}from"./localize.js";import{t as _}from"./preload-helper.js";import{n as te,t as ne}from"./purse.js";import{t as v}from"./sentence.js";var re={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},y=e=>(...t)=>({_$litDirective$:e,values:t}),b=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:x}=r,S=e=>e,C=()=>document.createComment(``),w=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new x(r.insertBefore(C(),i),r.insertBefore(C(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=S(e).nextSibling;S(r).insertBefore(e,i),e=t}}}return n},T=(e,t,n=e)=>(e._$AI(t,n),e),E={},D=(e,t=E)=>e._$AH=t,ie=e=>e._$AH,O=e=>{e._$AR(),e._$AA.remove()},k=`M12,16A2,2 0 0,1 14,18A2,2 0 0,1 12,20A2,2 0 0,1 10,18A2,2 0 0,1 12,16M12,10A2,2 0 0,1 14,12A2,2 0 0,1 12,14A2,2 0 0,1 10,12A2,2 0 0,1 12,10M12,4A2,2 0 0,1 14,6A2,2 0 0,1 12,8A2,2 0 0,1 10,6A2,2 0 0,1 12,4Z`,ae=`M3,6H21V8H3V6M3,11H21V13H3V11M3,16H21V18H3V16Z`,oe=`M20,11V13H8L13.5,18.5L12.08,19.92L4.16,12L12.08,4.08L13.5,5.5L8,11H20Z`;function A(e){return i`<svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true">
    <path d=${e}></path>
  </svg>`}var j=d`
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
`,M=`tradehook-links-changed`,N=class extends n{constructor(...e){super(...e),this.busy=!1,this.error=``}async ask(e){this.question=e,this.error=``,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{question:e}=this;return e?i`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <h2 id="title">${e.title}</h2>
      ${e.purse?ne(this.ctx.t,e.purse):s}
      <p>${e.text}</p>
      ${e.facts?.length?i`<dl data-facts>
            ${e.facts.map(([e,t,n])=>i`<div>
                <dt class="soft">${e}</dt>
                <dd class="number ${n??``}">${t}</dd>
              </div>`)}
          </dl>`:s}
      <div role="alert">
        ${this.error?i`<p class="error" data-error>${v(this.error)}</p>`:s}
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
    </dialog>`:s}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.question=void 0,F(this)}async act(){let{question:e}=this;if(e){this.busy=!0,this.error=``;try{let t=await e.act();this.close(),this.ctx.say(t)}catch(e){this.error=f(e)}finally{this.busy=!1}}}static{this.styles=[l,j]}};o([t({attribute:!1})],N.prototype,`ctx`,void 0),o([u()],N.prototype,`question`,void 0),o([u()],N.prototype,`busy`,void 0),o([u()],N.prototype,`error`,void 0),N=o([p(`tradehook-confirm`)],N);var P=class extends n{constructor(...e){super(...e),this.mode=`close`,this.question=!1,this.busy=!1,this.error=``,this.copied=!1}async ask(e){this.position=e,this.mode=`close`,this.question=!1,this.link=void 0,this.error=``,this.copied=!1,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{position:t,link:n}=this,{t:r}=this.ctx;if(!t)return s;let a=`${e(t.symbol)} ${r(`side.${t.side}`)}`;return i`<dialog aria-labelledby="title" @close=${this.onClose}>
      <h2 id="title">${r(`link.title`,{name:a})}</h2>
      ${n?this.renderLink(n):this.renderChoice()}
      <div role="alert">
        ${this.error?i`<p class="error" data-error>${v(this.error)}</p>`:s}
      </div>
      <div class="actions">
        <button class="button plain" @click=${this.close}>
          ${r(n?`common.done`:`common.cancel`)}
        </button>
        ${n?i`<button class="button" data-copy @click=${this.copy}>
              ${this.copied?r(`common.copied`):r(`common.copy`)}
            </button>`:i`<button class="button" data-create ?disabled=${this.busy} @click=${this.create}>
              ${this.busy?r(`common.working`):r(`link.create`)}
            </button>`}
      </div>
    </dialog>`}renderChoice(){let{t:e}=this.ctx;return i`<p class="soft">${e(`link.what`)}</p>
      <div role="radiogroup" aria-labelledby="title">
        ${[`close`,`keep`].map(t=>i`<label class="choice">
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
      </label>`}renderLink(e){let{t}=this.ctx;return i`<label class="labelled">
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
      <p class="soft">${t(e.question?`link.how_question`:`link.how`)}</p>`}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.position=void 0,this.link=void 0,F(this)}async create(){if(this.position){this.busy=!0,this.error=``;try{this.link=await this.ctx.api.createLink(this.position,this.mode,this.question),window.dispatchEvent(new Event(M))}catch(e){this.error=f(e)}finally{this.busy=!1}}}async copy(){let e=this.renderRoot.querySelector(`[data-url]`);this.copied=await I(e)}static{this.styles=[l,j]}};o([t({attribute:!1})],P.prototype,`ctx`,void 0),o([u()],P.prototype,`position`,void 0),o([u()],P.prototype,`mode`,void 0),o([u()],P.prototype,`question`,void 0),o([u()],P.prototype,`busy`,void 0),o([u()],P.prototype,`link`,void 0),o([u()],P.prototype,`error`,void 0),o([u()],P.prototype,`copied`,void 0),P=o([p(`tradehook-link-dialog`)],P);var se=`tradehook-focus-lost`;function F(e){setTimeout(()=>{document.activeElement===document.body&&e.dispatchEvent(new CustomEvent(se,{bubbles:!0,composed:!0}))})}async function I(e){try{return await navigator.clipboard.writeText(e.value),!0}catch{return e.focus(),e.select(),document.execCommand(`copy`)}}var L=class extends n{render(){let{ctx:e}=this;return i`<tradehook-confirm .ctx=${e}></tradehook-confirm>
      <tradehook-link-dialog .ctx=${e}></tradehook-link-dialog>
      <tradehook-close-dialog .ctx=${e}></tradehook-close-dialog>
      <tradehook-resize-dialog .ctx=${e}></tradehook-resize-dialog>
      <tradehook-exits-dialog .ctx=${e}></tradehook-exits-dialog>
      <tradehook-several-dialog .ctx=${e}></tradehook-several-dialog>`}ask(e){this.dialog(`confirm`).ask(e)}link(e){this.dialog(`link-dialog`).ask(e)}async act(e,t){switch(t){case`close`:return await _(()=>import(`./close-dialog.js`),[]),this.dialog(`close-dialog`).ask(e);case`exits`:return await _(()=>import(`./exits-dialog.js`),[]),this.dialog(`exits-dialog`).ask(e);default:return await _(()=>import(`./resize-dialog.js`),[]),this.dialog(`resize-dialog`).resize(e,t)}}async several(e,t){return await _(()=>import(`./several-dialog.js`),[]),this.dialog(`several-dialog`).ask(e,t)}dialog(e){return this.renderRoot.querySelector(`tradehook-${e}`)}};o([t({attribute:!1})],L.prototype,`ctx`,void 0),L=o([p(`tradehook-dialogs`)],L);var R=new Set([`closed`,`cancelled`,`error`]);function z(t,n,r=!0){let{t:i}=t,a=[];if(r&&a.push({label:i(`position.show`),act:()=>t.go(B(n))}),!t.admin||R.has(n.status))return a;let o=`${e(n.symbol)} ${i(`side.${n.side}`)}`,s=Number(n.size)===0,c=e=>()=>t.act(n,e);return a.push({label:i(`link.create_menu`),act:()=>t.link(n)}),n.status!==`closing`&&(!s&&n.bot_name!==null&&a.push({label:i(`resize.increase_menu`),act:c(`increase`)},{key:`reduce`,label:i(`resize.reduce_menu`),act:c(`reduce`)}),a.push({key:`exits`,label:i(`exits.menu`),act:c(`exits`)})),a.push({label:i(`keep.menu`),act:()=>t.ask({title:i(`keep.title`,{name:o}),purse:n,text:i(s?`keep.unfilled`:`keep.text`),confirm:i(`keep.confirm`),act:async()=>g(i,`done`,(await t.api.keep(n)).done)})},{key:`close`,label:i(`close.menu`),danger:!0,act:s?()=>t.ask({title:i(`close.title`,{name:o}),purse:n,text:i(`close.unfilled`),confirm:i(`close.cancel`),danger:!0,act:async()=>g(i,`done`,(await t.api.keep(n)).done)}):c(`close`)}),a}function ce(e,t){let n=z(e,t,!1);return[`close`,`reduce`,`exits`].flatMap(t=>{let r=n.find(e=>e.key===t);return r?[{...r,label:e.t(`position.quick_${t}`)}]:[]})}function B(e){return`/positions/${encodeURIComponent(e.position_id)}`}function le({account:e},{bot_id:t}){return`/bot/${e}/${encodeURIComponent(t)}`}function V(e,t){return n=>{n.ctrlKey||n.metaKey||n.shiftKey||(n.preventDefault(),e.go(t))}}function H(e,t,n){let{t:r,api:i}=e,{name:a}=n;e.ask({title:r(n.on?`overview.stop_bot`:`overview.start_bot`,{name:a}),purse:te(t),text:r(n.on?`overview.stop_text`:`overview.start_text`),confirm:r(n.on?`overview.stop`:`overview.start`),act:async()=>(await i.setBot(t.account,n.bot_id,!n.on),r(n.on?`overview.stopped`:`overview.started`,{name:a}))})}var U=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},ue=y(class extends b{constructor(e){if(super(e),e.type!==re.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let i=ie(e),{values:o,keys:s}=this.dt(t,n,r);if(!Array.isArray(i))return this.ut=s,o;let c=this.ut??=[],l=[],u,d,f=0,p=i.length-1,m=0,h=o.length-1;for(;f<=p&&m<=h;)if(i[f]===null)f++;else if(i[p]===null)p--;else if(c[f]===s[m])l[m]=T(i[f],o[m]),f++,m++;else if(c[p]===s[h])l[h]=T(i[p],o[h]),p--,h--;else if(c[f]===s[h])l[h]=T(i[f],o[h]),w(e,l[h+1],i[f]),f++,h--;else if(c[p]===s[m])l[m]=T(i[p],o[m]),w(e,i[f],i[p]),p--,m++;else if(u===void 0&&(u=U(s,m,h),d=U(c,f,p)),u.has(c[f])){if(u.has(c[p])){let t=d.get(s[m]),n=t===void 0?null:i[t];if(n===null){let t=w(e,i[f]);T(t,o[m]),l[m]=t}else l[m]=T(n,o[m]),w(e,i[f],n),i[t]=null;m++}else O(i[p]),p--}else O(i[f]),f++;for(;m<=h;){let t=w(e,l[h+1]);T(t,o[m]),l[m++]=t}for(;f<=p;){let e=i[f++];e!==null&&O(e)}return this.ut=s,D(e,l),a}}),W=260,G=8,K=class extends n{constructor(...e){super(...e),this.label=``,this.items=[]}async show(e,t,n){this.hide(),this.anchor=e,this.label=t,this.items=n,await this.updateComplete;let r=this.menu;if(!r)return;r.showPopover(),e.setAttribute(`aria-expanded`,`true`);let i=e.getBoundingClientRect(),a=getComputedStyle(this).direction===`rtl`,o=document.documentElement.clientWidth-W-G,s=Math.max(G,Math.min(a?i.left:i.right-W,o)),c=i.bottom+r.offsetHeight+G<window.innerHeight;r.style.left=`${s}px`,r.style.top=`${Math.max(G,c?i.bottom:i.top-r.offsetHeight)}px`,this.entries[0]?.focus()}render(){return this.items.length?i`<div
      class="menu card"
      role="menu"
      aria-label=${this.label}
      popover="auto"
      @toggle=${this.onToggle}
      @keydown=${this.onKey}
    >
      ${this.items.map(e=>i`<button
          role="menuitem"
          tabindex="-1"
          class=${e.danger?`loss`:``}
          @click=${()=>this.choose(e)}
        >
          ${e.label}
        </button>`)}
    </div>`:s}get menu(){return this.renderRoot.querySelector(`.menu`)}get entries(){return[...this.renderRoot.querySelectorAll(`[role=menuitem]`)]}onToggle(e){e.newState===`closed`&&(this.anchor?.setAttribute(`aria-expanded`,`false`),this.items=[])}onKey(e){let{entries:t}=this,n=t.indexOf(this.shadowRoot?.activeElement),r={ArrowDown:n+1,ArrowUp:n-1,Home:0,End:t.length-1}[e.key];r===void 0?(e.key===`Tab`||e.key===`Escape`)&&(e.stopPropagation(),this.hide(),this.anchor?.focus()):(e.preventDefault(),t[(r+t.length)%t.length]?.focus())}hide(){let{menu:e}=this;e?.matches(`:popover-open`)&&e.hidePopover()}choose(e){this.hide(),this.anchor?.focus(),e.act()}static{this.styles=[l,d`
      .menu {
        box-shadow: 0 4px 16px rgb(0 0 0 / 30%);
        color: var(--primary-text-color);
        inset: auto;
        margin: 0;
        padding: 8px 0;
        position: fixed;
        width: ${W}px;
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
    `]}};o([u()],K.prototype,`label`,void 0),o([u()],K.prototype,`items`,void 0),K=o([p(`tradehook-popup-menu`)],K);function q(e,t){return t.no_stop?i`<span class="chip warn" data-no-stop title=${e(`positions.no_stop_why`)}>${e(`positions.no_stop`)}</span>`:s}var de=[{key:`symbol`,kind:``,also:[`status`]},{key:`value`,kind:`number`,also:[]},{key:`mark_price`,kind:`number`,also:[`entry_price`]},{key:`stop_distance`,kind:`number`,also:[]},{key:`target_distance`,kind:`number`,also:[]},{key:`risk`,kind:`number`,also:[]},{key:`profit`,kind:`number`,also:[`profit_percentage`,`roe_percentage`]},{key:`margin`,kind:`number`,also:[`liquidation_distance`]},{key:`fees`,kind:`number`,also:[`funding`]},{key:`opened_at`,kind:`number`,also:[]}],fe=A(k);function J({t:e},t){return Y(e,Math.max(0,(Date.now()-Date.parse(t))/1e3))}function Y(e,t){let[n,r,i]=[t/86400,t/3600%24,t/60%60].map(Math.floor);return n?e(`age.days`,{days:n,hours:r}):r?e(`age.hours`,{hours:r,minutes:i}):i?e(`age.minutes`,{minutes:i}):e(`age.seconds`,{seconds:Math.floor(t)})}function X(t,n,r){let{ctx:a}=t,{t:o}=a,c=`${e(n.symbol)} ${o(`side.${n.side}`)}`,l=B(n);return i`<tr role="row" class="opens" data-position=${n.position_id}>
    <td role="cell" class="pick">
      ${a.admin?i`<label class="above">
            <span class="sr">${o(`several.choose`,{name:c})}</span>
            <input
              type="checkbox"
              .checked=${r}
              @change=${e=>t.choose(n,e.target.checked)}
            />
          </label>`:s}
    </td>
    <td role="cell" class="name">
      <a class="whole" href=${`/tradehook${l}`} @click=${V(a,l)}>${e(n.symbol)}</a>
      <span class="chip ${n.side===`long`?`profit`:`loss`}">
        ${o(`side.${n.side}`)}${n.leverage>1?` ${n.leverage}×`:s}
      </span>
      ${n.status===`open`?s:i`<span class="chip" data-status>${g(o,`status`,n.status)}</span>`}
      ${q(o,n)}
      <div class="soft small">${n.bot_name??o(`positions.removed_bot`)} · ${n.account_name}</div>
    </td>
    ${pe(a,n)}
    <td role="cell" class="more">
      ${a.admin||z(a,n).length?i`<button
            class="icon-button above"
            aria-label=${o(`positions.menu`,{name:c})}
            aria-haspopup="menu"
            aria-expanded="false"
            @click=${e=>t.showMenu(e.currentTarget,o(`positions.menu`,{name:c}),n)}
          >
            ${fe}
          </button>`:s}
    </td>
  </tr>`}function pe(e,t){let{t:n,format:r}=e,a=e=>r.price(e,t.price_tick),o=e=>{let n=ee(t.mark_price,e);return n===null?``:r.percent(n)},s=Number(t.size)!==0,l=m(t);return i`${Z(e,`value`,`${r.number(t.size)} ${t.base}`,r.money(t.value,t.quote))}
  ${Z(e,`mark_price`,Q(e,t),a(t.mark_price))}
  ${t.no_stop&&s?Z(e,`stop_distance`,n(`positions.no_stop`),``,`loss strong`):Z(e,`stop_distance`,a(t.stop_price),o(t.stop_price))}
  ${Z(e,`target_distance`,a(t.next_target_price),o(t.next_target_price))}
  ${Z(e,`risk`,r.money(t.risk,t.quote),``)}
  ${Z(e,`profit`,r.money(t.profit,t.quote,!0),$(e,t),c(t.profit))}
  ${Z(e,`margin`,r.money(t.margin,t.quote),l?n(`positions.liquidation`,{price:a(t.liquidation_price)}):``)}
  ${Z(e,`fees`,r.money(t.fees,t.quote),l?n(`positions.funding`,{amount:r.money(t.funding,t.quote,!0)}):``)}
  <td role="cell" class="number" data-label=${n(`column.opened_at_head`)}>
    <span data-since=${h(t)} .textContent=${J(e,h(t))}></span>
  </td>`}function Z(e,t,n,r,a=``){return i`<td role="cell" class="number" data-label=${e.t(`column.${t}_head`)} data-cell=${t}>
    <span class=${a}>${n}</span>
    ${r?i`<span class="small ${a||`soft`}">${r}</span>`:s}
  </td>`}function Q({t:e,format:t},n){let r=e=>t.price(e,n.price_tick);return n.entry_price===null?n.entry_condition_price===null?n.entry_limit_price===null?`–`:e(`positions.entry_limit`,{price:r(n.entry_limit_price)}):e(`positions.entry_condition`,{price:r(n.entry_condition_price)}):r(n.entry_price)}function $({t:e,format:t},n){let r=t.percent(n.profit_percentage);if(n.leverage<=1||n.roe_percentage===null)return r;let[i,a]=[r,t.percent(n.roe_percentage)].map(e=>e.replace(` `,`\xA0`));return e(`positions.profit_and_roe`,{profit:i,roe:a})}export{A as C,b as E,ae as S,y as T,I as _,$ as a,oe as b,ue as c,V as d,z as f,M as g,H as h,Q as i,R as l,ce as m,J as n,Y as o,B as p,X as r,q as s,de as t,le as u,F as v,D as w,k as x,j as y};
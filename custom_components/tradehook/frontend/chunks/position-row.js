import{_ as e,c as t,d as n,f as r,g as i,h as a,m as o,n as s,o as c,p as l,r as u,t as d,y as f}from"./styles.js";import{i as p}from"./live-host.js";import{n as m,r as h,t as ee}from"./worth.js";import{i as g}from"./localize.js";import{n as _}from"./periods.js";import{n as te,t as ne}from"./purse.js";import{t as v}from"./sentence.js";var re={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},y=e=>(...t)=>({_$litDirective$:e,values:t}),b=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:x}=e,S=e=>e,C=()=>document.createComment(``),w=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new x(r.insertBefore(C(),i),r.insertBefore(C(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=S(e).nextSibling;S(r).insertBefore(e,i),e=t}}}return n},T=(e,t,n=e)=>(e._$AI(t,n),e),E={},D=(e,t=E)=>e._$AH=t,ie=e=>e._$AH,O=e=>{e._$AR(),e._$AA.remove()},k=`M12,16A2,2 0 0,1 14,18A2,2 0 0,1 12,20A2,2 0 0,1 10,18A2,2 0 0,1 12,16M12,10A2,2 0 0,1 14,12A2,2 0 0,1 12,14A2,2 0 0,1 10,12A2,2 0 0,1 12,10M12,4A2,2 0 0,1 14,6A2,2 0 0,1 12,8A2,2 0 0,1 10,6A2,2 0 0,1 12,4Z`,ae=`M3,6H21V8H3V6M3,11H21V13H3V11M3,16H21V18H3V16Z`,oe=`M20,11V13H8L13.5,18.5L12.08,19.92L4.16,12L12.08,4.08L13.5,5.5L8,11H20Z`;function A(e){return i`<svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true">
    <path d=${e}></path>
  </svg>`}var j=f`
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
`,M=`tradehook-links-changed`,N=class extends l{constructor(...e){super(...e),this.busy=!1,this.error=``}async ask(e){this.question=e,this.error=``,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{question:e}=this;return e?i`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <h2 id="title">${e.title}</h2>
      ${e.purse?ne(this.ctx.t,e.purse):o}
      <p>${e.text}</p>
      ${e.facts?.length?i`<dl data-facts>
            ${e.facts.map(([e,t,n])=>i`<div>
                <dt class="soft">${e}</dt>
                <dd class="number ${n??``}">${t}</dd>
              </div>`)}
          </dl>`:o}
      <div role="alert">
        ${this.error?i`<p class="error" data-error>${v(this.error)}</p>`:o}
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
    </dialog>`:o}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.question=void 0,F(this)}async act(){let{question:e}=this;if(e){this.busy=!0,this.error=``;try{let t=await e.act();this.close(),this.ctx.say(t)}catch(e){this.error=p(e)}finally{this.busy=!1}}}static{this.styles=[d,j]}};u([r({attribute:!1})],N.prototype,`ctx`,void 0),u([n()],N.prototype,`question`,void 0),u([n()],N.prototype,`busy`,void 0),u([n()],N.prototype,`error`,void 0),N=u([s(`tradehook-confirm`)],N);var P=class extends l{constructor(...e){super(...e),this.mode=`close`,this.question=!1,this.busy=!1,this.error=``,this.copied=!1}async ask(e){this.position=e,this.mode=`close`,this.question=!1,this.link=void 0,this.error=``,this.copied=!1,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{position:e,link:t}=this,{t:n}=this.ctx;if(!e)return o;let r=`${c(e.symbol)} ${n(`side.${e.side}`)}`;return i`<dialog aria-labelledby="title" @close=${this.onClose}>
      <h2 id="title">${n(`link.title`,{name:r})}</h2>
      ${t?this.renderLink(t):this.renderChoice()}
      <div role="alert">
        ${this.error?i`<p class="error" data-error>${v(this.error)}</p>`:o}
      </div>
      <div class="actions">
        <button class="button plain" @click=${this.close}>
          ${n(t?`common.done`:`common.cancel`)}
        </button>
        ${t?i`<button class="button" data-copy @click=${this.copy}>
              ${this.copied?n(`common.copied`):n(`common.copy`)}
            </button>`:i`<button class="button" data-create ?disabled=${this.busy} @click=${this.create}>
              ${this.busy?n(`common.working`):n(`link.create`)}
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
      <p class="soft">${t(e.question?`link.how_question`:`link.how`)}</p>`}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.position=void 0,this.link=void 0,F(this)}async create(){if(this.position){this.busy=!0,this.error=``;try{this.link=await this.ctx.api.createLink(this.position,this.mode,this.question),window.dispatchEvent(new Event(M))}catch(e){this.error=p(e)}finally{this.busy=!1}}}async copy(){let e=this.renderRoot.querySelector(`[data-url]`);this.copied=await I(e)}static{this.styles=[d,j]}};u([r({attribute:!1})],P.prototype,`ctx`,void 0),u([n()],P.prototype,`position`,void 0),u([n()],P.prototype,`mode`,void 0),u([n()],P.prototype,`question`,void 0),u([n()],P.prototype,`busy`,void 0),u([n()],P.prototype,`link`,void 0),u([n()],P.prototype,`error`,void 0),u([n()],P.prototype,`copied`,void 0),P=u([s(`tradehook-link-dialog`)],P);var se=`tradehook-focus-lost`;function F(e){setTimeout(()=>{document.activeElement===document.body&&e.dispatchEvent(new CustomEvent(se,{bubbles:!0,composed:!0}))})}async function I(e){try{return await navigator.clipboard.writeText(e.value),!0}catch{return e.focus(),e.select(),document.execCommand(`copy`)}}var L=class extends l{render(){let{ctx:e}=this;return i`<tradehook-confirm .ctx=${e}></tradehook-confirm>
      <tradehook-link-dialog .ctx=${e}></tradehook-link-dialog>
      <tradehook-close-dialog .ctx=${e}></tradehook-close-dialog>
      <tradehook-resize-dialog .ctx=${e}></tradehook-resize-dialog>
      <tradehook-exits-dialog .ctx=${e}></tradehook-exits-dialog>
      <tradehook-several-dialog .ctx=${e}></tradehook-several-dialog>`}ask(e){this.dialog(`confirm`).ask(e)}link(e){this.dialog(`link-dialog`).ask(e)}async act(e,t){switch(t){case`close`:return await _(()=>import(`./close-dialog.js`),[]),this.dialog(`close-dialog`).ask(e);case`exits`:return await _(()=>import(`./exits-dialog.js`),[]),this.dialog(`exits-dialog`).ask(e);default:return await _(()=>import(`./resize-dialog.js`),[]),this.dialog(`resize-dialog`).resize(e,t)}}async several(e,t){return await _(()=>import(`./several-dialog.js`),[]),this.dialog(`several-dialog`).ask(e,t)}dialog(e){return this.renderRoot.querySelector(`tradehook-${e}`)}};u([r({attribute:!1})],L.prototype,`ctx`,void 0),L=u([s(`tradehook-dialogs`)],L);var R=new Set([`closed`,`cancelled`,`error`]);function z(e,t,n=!0){let{t:r}=e,i=[];if(n&&i.push({label:r(`position.show`),act:()=>e.go(B(t))}),!e.admin||R.has(t.status))return i;let a=`${c(t.symbol)} ${r(`side.${t.side}`)}`,o=Number(t.size)===0,s=n=>()=>e.act(t,n);return i.push({label:r(`link.create_menu`),act:()=>e.link(t)}),t.status!==`closing`&&(!o&&t.bot_name!==null&&i.push({label:r(`resize.increase_menu`),act:s(`increase`)},{key:`reduce`,label:r(`resize.reduce_menu`),act:s(`reduce`)}),i.push({key:`exits`,label:r(`exits.menu`),act:s(`exits`)})),i.push({label:r(`keep.menu`),act:()=>e.ask({title:r(`keep.title`,{name:a}),purse:t,text:r(o?`keep.unfilled`:`keep.text`),confirm:r(`keep.confirm`),act:async()=>g(r,`done`,(await e.api.keep(t)).done)})},{key:`close`,label:r(`close.menu`),danger:!0,act:o?()=>e.ask({title:r(`close.title`,{name:a}),purse:t,text:r(`close.unfilled`),confirm:r(`close.cancel`),danger:!0,act:async()=>g(r,`done`,(await e.api.keep(t)).done)}):s(`close`)}),i}function ce(e,t){let n=z(e,t,!1);return[`close`,`reduce`,`exits`].flatMap(t=>{let r=n.find(e=>e.key===t);return r?[{...r,label:e.t(`position.quick_${t}`)}]:[]})}function B(e){return`/positions/${encodeURIComponent(e.position_id)}`}function le({account:e},{bot_id:t}){return`/bot/${e}/${encodeURIComponent(t)}`}function V(e,t){return n=>{n.ctrlKey||n.metaKey||n.shiftKey||(n.preventDefault(),e.go(t))}}function H(e,t,n){let{t:r,api:i}=e,{name:a}=n;e.ask({title:r(n.on?`overview.stop_bot`:`overview.start_bot`,{name:a}),purse:te(t),text:r(n.on?`overview.stop_text`:`overview.start_text`),confirm:r(n.on?`overview.stop`:`overview.start`),act:async()=>(await i.setBot(t.account,n.bot_id,!n.on),r(n.on?`overview.stopped`:`overview.started`,{name:a}))})}var U=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},ue=y(class extends b{constructor(e){if(super(e),e.type!==re.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let i=ie(e),{values:o,keys:s}=this.dt(t,n,r);if(!Array.isArray(i))return this.ut=s,o;let c=this.ut??=[],l=[],u,d,f=0,p=i.length-1,m=0,h=o.length-1;for(;f<=p&&m<=h;)if(i[f]===null)f++;else if(i[p]===null)p--;else if(c[f]===s[m])l[m]=T(i[f],o[m]),f++,m++;else if(c[p]===s[h])l[h]=T(i[p],o[h]),p--,h--;else if(c[f]===s[h])l[h]=T(i[f],o[h]),w(e,l[h+1],i[f]),f++,h--;else if(c[p]===s[m])l[m]=T(i[p],o[m]),w(e,i[f],i[p]),p--,m++;else if(u===void 0&&(u=U(s,m,h),d=U(c,f,p)),u.has(c[f])){if(u.has(c[p])){let t=d.get(s[m]),n=t===void 0?null:i[t];if(n===null){let t=w(e,i[f]);T(t,o[m]),l[m]=t}else l[m]=T(n,o[m]),w(e,i[f],n),i[t]=null;m++}else O(i[p]),p--}else O(i[f]),f++;for(;m<=h;){let t=w(e,l[h+1]);T(t,o[m]),l[m++]=t}for(;f<=p;){let e=i[f++];e!==null&&O(e)}return this.ut=s,D(e,l),a}}),W=260,G=8,K=class extends l{constructor(...e){super(...e),this.label=``,this.items=[]}async show(e,t,n){this.hide(),this.anchor=e,this.label=t,this.items=n,await this.updateComplete;let r=this.menu;if(!r)return;r.showPopover(),e.setAttribute(`aria-expanded`,`true`);let i=e.getBoundingClientRect(),a=getComputedStyle(this).direction===`rtl`,o=document.documentElement.clientWidth-W-G,s=Math.max(G,Math.min(a?i.left:i.right-W,o)),c=i.bottom+r.offsetHeight+G<window.innerHeight;r.style.left=`${s}px`,r.style.top=`${Math.max(G,c?i.bottom:i.top-r.offsetHeight)}px`,this.entries[0]?.focus()}render(){return this.items.length?i`<div
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
    </div>`:o}get menu(){return this.renderRoot.querySelector(`.menu`)}get entries(){return[...this.renderRoot.querySelectorAll(`[role=menuitem]`)]}onToggle(e){e.newState===`closed`&&(this.anchor?.setAttribute(`aria-expanded`,`false`),this.items=[])}onKey(e){let{entries:t}=this,n=t.indexOf(this.shadowRoot?.activeElement),r={ArrowDown:n+1,ArrowUp:n-1,Home:0,End:t.length-1}[e.key];r===void 0?(e.key===`Tab`||e.key===`Escape`)&&(e.stopPropagation(),this.hide(),this.anchor?.focus()):(e.preventDefault(),t[(r+t.length)%t.length]?.focus())}hide(){let{menu:e}=this;e?.matches(`:popover-open`)&&e.hidePopover()}choose(e){this.hide(),this.anchor?.focus(),e.act()}static{this.styles=[d,f`
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
    `]}};u([n()],K.prototype,`label`,void 0),u([n()],K.prototype,`items`,void 0),K=u([s(`tradehook-popup-menu`)],K);function q(e,t){return t.no_stop?i`<span class="chip warn" data-no-stop title=${e(`positions.no_stop_why`)}>${e(`positions.no_stop`)}</span>`:o}var de=[{key:`symbol`,kind:``,also:[`status`]},{key:`value`,kind:`number`,also:[]},{key:`mark_price`,kind:`number`,also:[`entry_price`]},{key:`stop_distance`,kind:`number`,also:[]},{key:`target_distance`,kind:`number`,also:[]},{key:`risk`,kind:`number`,also:[]},{key:`profit`,kind:`number`,also:[`profit_percentage`,`roe_percentage`]},{key:`margin`,kind:`number`,also:[`liquidation_distance`]},{key:`fees`,kind:`number`,also:[`funding`]},{key:`opened_at`,kind:`number`,also:[]}],fe=A(k);function J({t:e},t){return Y(e,Math.max(0,(Date.now()-Date.parse(t))/1e3))}function Y(e,t){let[n,r,i]=[t/86400,t/3600%24,t/60%60].map(Math.floor);return n?e(`age.days`,{days:n,hours:r}):r?e(`age.hours`,{hours:r,minutes:i}):i?e(`age.minutes`,{minutes:i}):e(`age.seconds`,{seconds:Math.floor(t)})}function X(e,t,n){let{ctx:r}=e,{t:a}=r,s=`${c(t.symbol)} ${a(`side.${t.side}`)}`,l=B(t);return i`<tr role="row" class="opens" data-position=${t.position_id}>
    <td role="cell" class="pick">
      ${r.admin?i`<label class="above">
            <span class="sr">${a(`several.choose`,{name:s})}</span>
            <input
              type="checkbox"
              .checked=${n}
              @change=${n=>e.choose(t,n.target.checked)}
            />
          </label>`:o}
    </td>
    <td role="cell" class="name">
      <a class="whole" href=${`/tradehook${l}`} @click=${V(r,l)}>${c(t.symbol)}</a>
      <span class="chip ${t.side===`long`?`profit`:`loss`}">
        ${a(`side.${t.side}`)}${t.leverage>1?` ${t.leverage}×`:o}
      </span>
      ${t.status===`open`?o:i`<span class="chip" data-status>${g(a,`status`,t.status)}</span>`}
      ${q(a,t)}
      <div class="soft small">${t.bot_name??a(`positions.removed_bot`)} · ${t.account_name}</div>
    </td>
    ${pe(r,t)}
    <td role="cell" class="more">
      ${r.admin||z(r,t).length?i`<button
            class="icon-button above"
            aria-label=${a(`positions.menu`,{name:s})}
            aria-haspopup="menu"
            aria-expanded="false"
            @click=${n=>e.showMenu(n.currentTarget,a(`positions.menu`,{name:s}),t)}
          >
            ${fe}
          </button>`:o}
    </td>
  </tr>`}function pe(e,n){let{t:r,format:a}=e,o=e=>a.price(e,n.price_tick),s=e=>{let t=ee(n.mark_price,e);return t===null?``:a.percent(t)},c=Number(n.size)!==0,l=m(n);return i`${Z(e,`value`,`${a.number(n.size)} ${n.base}`,a.money(n.value,n.quote))}
  ${Z(e,`mark_price`,Q(e,n),o(n.mark_price))}
  ${n.no_stop&&c?Z(e,`stop_distance`,r(`positions.no_stop`),``,`loss strong`):Z(e,`stop_distance`,o(n.stop_price),s(n.stop_price))}
  ${Z(e,`target_distance`,o(n.next_target_price),s(n.next_target_price))}
  ${Z(e,`risk`,a.money(n.risk,n.quote),``)}
  ${Z(e,`profit`,a.money(n.profit,n.quote,!0),$(e,n),t(n.profit))}
  ${Z(e,`margin`,a.money(n.margin,n.quote),l?r(`positions.liquidation`,{price:o(n.liquidation_price)}):``)}
  ${Z(e,`fees`,a.money(n.fees,n.quote),l?r(`positions.funding`,{amount:a.money(n.funding,n.quote,!0)}):``)}
  <td role="cell" class="number" data-label=${r(`column.opened_at_head`)}>
    <span data-since=${h(n)} .textContent=${J(e,h(n))}></span>
  </td>`}function Z(e,t,n,r,a=``){return i`<td role="cell" class="number" data-label=${e.t(`column.${t}_head`)} data-cell=${t}>
    <span class=${a}>${n}</span>
    ${r?i`<span class="small ${a||`soft`}">${r}</span>`:o}
  </td>`}function Q({t:e,format:t},n){let r=e=>t.price(e,n.price_tick);return n.entry_price===null?n.entry_condition_price===null?n.entry_limit_price===null?`–`:e(`positions.entry_limit`,{price:r(n.entry_limit_price)}):e(`positions.entry_condition`,{price:r(n.entry_condition_price)}):r(n.entry_price)}function $({t:e,format:t},n){let r=t.percent(n.profit_percentage);if(n.leverage<=1||n.roe_percentage===null)return r;let[i,a]=[r,t.percent(n.roe_percentage)].map(e=>e.replace(` `,`\xA0`));return e(`positions.profit_and_roe`,{profit:i,roe:a})}export{A as C,b as E,ae as S,y as T,I as _,$ as a,oe as b,ue as c,V as d,z as f,M as g,H as h,Q as i,R as l,ce as m,J as n,Y as o,B as p,X as r,q as s,de as t,le as u,F as v,D as w,k as x,j as y};
import{_ as e,c as t,g as n,h as r,n as i,o as a,p as o,r as s,t as c,v as l,x as u,y as d}from"./styles.js";import{n as f,r as p,t as m}from"./directive.js";import{n as h,r as g,t as _}from"./worth.js";import{i as v}from"./localize.js";import{a as y,i as b,r as x}from"./actions.js";var{I:S}=d,C=e=>e,w=()=>document.createComment(``),T=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new S(r.insertBefore(w(),i),r.insertBefore(w(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=C(e).nextSibling;C(r).insertBefore(e,i),e=t}}}return n},E=(e,t,n=e)=>(e._$AI(t,n),e),D={},O=(e,t=D)=>e._$AH=t,k=e=>e._$AH,A=e=>{e._$AR(),e._$AA.remove()},j=`M12,16A2,2 0 0,1 14,18A2,2 0 0,1 12,20A2,2 0 0,1 10,18A2,2 0 0,1 12,16M12,10A2,2 0 0,1 14,12A2,2 0 0,1 12,14A2,2 0 0,1 10,12A2,2 0 0,1 12,10M12,4A2,2 0 0,1 14,6A2,2 0 0,1 12,8A2,2 0 0,1 10,6A2,2 0 0,1 12,4Z`,M=`M3,6H21V8H3V6M3,11H21V13H3V11M3,16H21V18H3V16Z`,N=`M20,11V13H8L13.5,18.5L12.08,19.92L4.16,12L12.08,4.08L13.5,5.5L8,11H20Z`;function P(e){return l`<svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true">
    <path d=${e}></path>
  </svg>`}var F=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},I=m(class extends f{constructor(e){if(super(e),e.type!==p.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(t,[n,r,i]){let a=k(t),{values:o,keys:s}=this.dt(n,r,i);if(!Array.isArray(a))return this.ut=s,o;let c=this.ut??=[],l=[],u,d,f=0,p=a.length-1,m=0,h=o.length-1;for(;f<=p&&m<=h;)if(a[f]===null)f++;else if(a[p]===null)p--;else if(c[f]===s[m])l[m]=E(a[f],o[m]),f++,m++;else if(c[p]===s[h])l[h]=E(a[p],o[h]),p--,h--;else if(c[f]===s[h])l[h]=E(a[f],o[h]),T(t,l[h+1],a[f]),f++,h--;else if(c[p]===s[m])l[m]=E(a[p],o[m]),T(t,a[f],a[p]),p--,m++;else if(u===void 0&&(u=F(s,m,h),d=F(c,f,p)),u.has(c[f])){if(u.has(c[p])){let e=d.get(s[m]),n=e===void 0?null:a[e];if(n===null){let e=T(t,a[f]);E(e,o[m]),l[m]=e}else l[m]=E(n,o[m]),T(t,a[f],n),a[e]=null;m++}else A(a[p]),p--}else A(a[f]),f++;for(;m<=h;){let e=T(t,l[h+1]);E(e,o[m]),l[m++]=e}for(;f<=p;){let e=a[f++];e!==null&&A(e)}return this.ut=s,O(t,l),e}}),L=260,R=8,z=class extends r{constructor(...e){super(...e),this.label=``,this.items=[]}async show(e,t,n){this.hide(),this.anchor=e,this.label=t,this.items=n,await this.updateComplete;let r=this.menu;if(!r)return;r.showPopover(),e.setAttribute(`aria-expanded`,`true`);let i=e.getBoundingClientRect(),a=getComputedStyle(this).direction===`rtl`,o=document.documentElement.clientWidth-L-R,s=Math.max(R,Math.min(a?i.left:i.right-L,o)),c=i.bottom+r.offsetHeight+R<window.innerHeight;r.style.left=`${s}px`,r.style.top=`${Math.max(R,c?i.bottom:i.top-r.offsetHeight)}px`,this.entries[0]?.focus()}render(){return this.items.length?l`<div
      class="menu card"
      role="menu"
      aria-label=${this.label}
      popover="auto"
      @toggle=${this.onToggle}
      @keydown=${this.onKey}
    >
      ${this.items.map(e=>l`<button
          role="menuitem"
          tabindex="-1"
          class=${e.danger?`loss`:``}
          @click=${()=>this.choose(e)}
        >
          ${e.label}
        </button>`)}
    </div>`:n}get menu(){return this.renderRoot.querySelector(`.menu`)}get entries(){return[...this.renderRoot.querySelectorAll(`[role=menuitem]`)]}onToggle(e){e.newState===`closed`&&(this.anchor?.setAttribute(`aria-expanded`,`false`),this.items=[])}onKey(e){let{entries:t}=this,n=t.indexOf(this.shadowRoot?.activeElement),r={ArrowDown:n+1,ArrowUp:n-1,Home:0,End:t.length-1}[e.key];r===void 0?(e.key===`Tab`||e.key===`Escape`)&&(e.stopPropagation(),this.hide(),this.anchor?.focus()):(e.preventDefault(),t[(r+t.length)%t.length]?.focus())}hide(){let{menu:e}=this;e?.matches(`:popover-open`)&&e.hidePopover()}choose(e){this.hide(),this.anchor?.focus(),e.act()}static{this.styles=[c,u`
      .menu {
        box-shadow: 0 4px 16px rgb(0 0 0 / 30%);
        color: var(--primary-text-color);
        inset: auto;
        margin: 0;
        padding: 8px 0;
        position: fixed;
        width: ${L}px;
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
    `]}};s([o()],z.prototype,`label`,void 0),s([o()],z.prototype,`items`,void 0),z=s([i(`tradehook-popup-menu`)],z);function B(e,t){return t.no_stop?l`<span class="chip warn" data-no-stop title=${e(`positions.no_stop_why`)}>${e(`positions.no_stop`)}</span>`:n}var V=[{key:`symbol`,kind:``,also:[`status`]},{key:`value`,kind:`number`,also:[]},{key:`mark_price`,kind:`number`,also:[`entry_price`]},{key:`stop_distance`,kind:`number`,also:[]},{key:`target_distance`,kind:`number`,also:[]},{key:`risk`,kind:`number`,also:[]},{key:`profit`,kind:`number`,also:[`profit_percentage`,`roe_percentage`]},{key:`margin`,kind:`number`,also:[`liquidation_distance`]},{key:`fees`,kind:`number`,also:[`funding`]},{key:`opened_at`,kind:`number`,also:[]}],H=P(j);function U({t:e},t){return W(e,Math.max(0,(Date.now()-Date.parse(t))/1e3))}function W(e,t){let[n,r,i]=[t/86400,t/3600%24,t/60%60].map(Math.floor);return n?e(`age.days`,{days:n,hours:r}):r?e(`age.hours`,{hours:r,minutes:i}):i?e(`age.minutes`,{minutes:i}):e(`age.seconds`,{seconds:Math.floor(t)})}function G(e,t,r){let{ctx:i}=e,{t:o}=i,s=`${a(t.symbol)} ${o(`side.${t.side}`)}`,c=y(t);return l`<tr role="row" class="opens" data-position=${t.position_id}>
    <td role="cell" class="pick">
      ${i.admin?l`<label class="above">
            <span class="sr">${o(`several.choose`,{name:s})}</span>
            <input
              type="checkbox"
              .checked=${r}
              @change=${n=>e.choose(t,n.target.checked)}
            />
          </label>`:n}
    </td>
    <td role="cell" class="name">
      <a class="whole" href=${`/tradehook${c}`} @click=${x(i,c)}>${a(t.symbol)}</a>
      <span class="chip ${t.side===`long`?`profit`:`loss`}">
        ${o(`side.${t.side}`)}${t.leverage>1?` ${t.leverage}×`:n}
      </span>
      ${t.status===`open`?n:l`<span class="chip" data-status>${v(o,`status`,t.status)}</span>`}
      ${B(o,t)}
      <div class="soft small">${t.bot_name??o(`positions.removed_bot`)} · ${t.account_name}</div>
    </td>
    ${K(i,t)}
    <td role="cell" class="more">
      ${i.admin||b(i,t).length?l`<button
            class="icon-button above"
            aria-label=${o(`positions.menu`,{name:s})}
            aria-haspopup="menu"
            aria-expanded="false"
            @click=${n=>e.showMenu(n.currentTarget,o(`positions.menu`,{name:s}),t)}
          >
            ${H}
          </button>`:n}
    </td>
  </tr>`}function K(e,n){let{t:r,format:i}=e,a=e=>i.price(e,n.price_tick),o=e=>{let t=_(n.mark_price,e);return t===null?``:i.percent(t)},s=Number(n.size)!==0,c=h(n);return l`${q(e,`value`,`${i.number(n.size)} ${n.base}`,i.money(n.value,n.quote))}
  ${q(e,`mark_price`,J(e,n),a(n.mark_price))}
  ${n.no_stop&&s?q(e,`stop_distance`,r(`positions.no_stop`),``,`loss strong`):q(e,`stop_distance`,a(n.stop_price),o(n.stop_price))}
  ${q(e,`target_distance`,a(n.next_target_price),o(n.next_target_price))}
  ${q(e,`risk`,i.money(n.risk,n.quote),``)}
  ${q(e,`profit`,i.money(n.profit,n.quote,!0),Y(e,n),t(n.profit))}
  ${q(e,`margin`,i.money(n.margin,n.quote),c?r(`positions.liquidation`,{price:a(n.liquidation_price)}):``)}
  ${q(e,`fees`,i.money(n.fees,n.quote),c?r(`positions.funding`,{amount:i.money(n.funding,n.quote,!0)}):``)}
  <td role="cell" class="number" data-label=${r(`column.opened_at_head`)}>
    <span data-since=${g(n)} .textContent=${U(e,g(n))}></span>
  </td>`}function q(e,t,n,r,i=``){return l`<td role="cell" class="number" data-label=${e.t(`column.${t}_head`)} data-cell=${t}>
    <span class=${i} .textContent=${n}></span>
    <span class="small ${i||`soft`}" .textContent=${r}></span>
  </td>`}function J({t:e,format:t},n){let r=e=>t.price(e,n.price_tick);return n.entry_price===null?n.entry_condition_price===null?n.entry_limit_price===null?`–`:e(`positions.entry_limit`,{price:r(n.entry_limit_price)}):e(`positions.entry_condition`,{price:r(n.entry_condition_price)}):r(n.entry_price)}function Y({t:e,format:t},n){let r=t.percent(n.profit_percentage);if(n.leverage<=1||n.roe_percentage===null)return r;let[i,a]=[r,t.percent(n.roe_percentage)].map(e=>e.replace(` `,`\xA0`));return e(`positions.profit_and_roe`,{profit:i,roe:a})}export{Y as a,I as c,M as d,P as f,J as i,N as l,U as n,W as o,O as p,G as r,B as s,V as t,j as u};
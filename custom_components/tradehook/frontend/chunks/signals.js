import{_ as e,b as t,c as n,f as r,g as i,h as a,m as o,n as s,o as c,p as l,r as u,s as d,t as f}from"./styles.js";import{n as p,t as m}from"./directive.js";import{c as h,n as g,r as _,t as v}from"./position-row.js";import{i as y,r as b}from"./live-host.js";import{a as x,n as S}from"./worth.js";import{n as C}from"./periods.js";import{i as w}from"./localize.js";import{t as T}from"./sentence.js";import{a as ee,i as E,t as D}from"./actions.js";import{t as O}from"./message.js";import{n as k,r as A,t as j}from"./payload.js";import{t as M}from"./working.js";var N={},P=m(class extends p{constructor(){super(...arguments),this.ot=N}render(e,t){return t()}update(e,[t,n]){if(Array.isArray(t)){if(Array.isArray(this.ot)&&this.ot.length===t.length&&t.every((e,t)=>e===this.ot[t]))return i}else if(this.ot===t)return i;return this.ot=Array.isArray(t)?Array.from(t):t,this.render(t,n)}}),F=12,I=88,L=132,R=class{constructor(e,t,n){this.host=e,this.rowOf=t,this.act=n,this.from={x:0,y:0},this.far=0,this.swiping=!1,this.down=e=>{this.swiping=!1,e.pointerType===`touch`&&e.isPrimary&&(this.end(),this.row=this.rowOf(e),this.row&&(this.from={x:e.clientX,y:e.clientY},this.host.addEventListener(`pointermove`,this.move),this.host.addEventListener(`pointerup`,this.up),this.host.addEventListener(`pointercancel`,this.cancel)))},this.move=e=>{let[t,n]=[e.clientX-this.from.x,e.clientY-this.from.y];if(!this.swiping){if(Math.abs(n)>F&&this.end(),Math.abs(t)<F||Math.abs(t)<2*Math.abs(n))return;this.swiping=!0}let{row:r}=this;r&&(this.far=Math.max(-132,Math.min(L,t)),r.dataset.swipe=this.far<0?`left`:`right`,r.toggleAttribute(`data-acts`,Math.abs(this.far)>=I),r.style.translate=`${this.far}px`)},this.up=()=>{let{row:e,far:t}=this;this.end(),e&&Math.abs(t)>=I&&this.act(e,t<0?`left`:`right`)},this.cancel=()=>this.end(),this.click=e=>{this.swiping&&(this.swiping=!1,e.preventDefault(),e.stopPropagation())},e.addController(this)}hostConnected(){this.host.addEventListener(`pointerdown`,this.down),this.host.addEventListener(`click`,this.click,!0)}hostDisconnected(){this.host.removeEventListener(`pointerdown`,this.down),this.host.removeEventListener(`click`,this.click,!0),this.end()}end(){let{row:e}=this;this.row=void 0,this.far=0,this.host.removeEventListener(`pointermove`,this.move),this.host.removeEventListener(`pointerup`,this.up),this.host.removeEventListener(`pointercancel`,this.cancel),e&&(delete e.dataset.swipe,e.removeAttribute(`data-acts`),e.style.translate=``)}};function z({t,format:r},i){let o=i.some(S);return e`<div class="totals" role="group" aria-label=${t(`totals.title`)} data-totals>
    ${x(i).map(i=>{let{quote:s,unprotected:c}=i,l=(e,t=!1)=>r.money(e,s,t),u=(n,r,i=``)=>e`<div data-total=${n}>
        <dt class="soft small">${t(`totals.${n}`)}</dt>
        <dd class="number ${i}">${r}</dd>
      </div>`;return e`<dl data-quote=${s}>
        ${u(`count`,r.number(i.count))} ${u(`value`,l(i.value))}
        ${u(`margin`,l(i.margin))}
        <div data-total="risk">
          <dt class="soft small">${t(`totals.risk`)}</dt>
          <dd class="number">
            ${l(i.risk)}
            ${c?e`<b class="loss small">${t(`totals.unprotected`,{count:c})}</b>`:a}
          </dd>
        </div>
        ${u(`profit`,l(i.profit,!0),n(i.profit))} ${u(`fees`,l(i.fees))}
        ${o?u(`funding`,l(i.funding,!0)):a}
      </dl>`})}
  </div>`}var B=t`
  :host {
    container-type: inline-size;
    display: block;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-bottom: 16px;
  }
  .tools > input {
    flex: 1 1 180px;
    width: auto;
  }
  .sorter {
    display: none;
  }
  /* Rows are grids: what lies outside of the window is neither laid out nor painted */
  table,
  thead,
  tbody {
    display: block;
  }
  tr {
    align-items: center;
    display: grid;
    grid-template-columns: 36px minmax(132px, 1.7fr) repeat(5, minmax(0, 1fr)) minmax(0, 1.25fr) repeat(2, minmax(0, 1.05fr)) minmax(0, 0.7fr) 44px;
  }
  tbody tr {
    border-top: 1px solid var(--th-line);
    contain-intrinsic-size: auto 61px;
    content-visibility: auto;
  }
  th {
    font-weight: 500;
    padding: 0;
    text-align: start;
  }
  th button {
    background: none;
    border: 0;
    color: var(--th-soft);
    cursor: pointer;
    font-size: 12px;
    font-weight: 500;
    min-height: 48px;
    padding: 6px 4px;
    text-align: inherit;
    width: 100%;
  }
  th.number,
  td.number {
    text-align: end;
    white-space: normal;
  }
  td {
    font-size: 13px;
    overflow-wrap: anywhere;
    padding: 8px 4px;
  }
  td.name {
    font-size: 14px;
  }
  .pick label {
    align-items: center;
    cursor: pointer;
    display: flex;
    height: 44px;
    justify-content: center;
    width: 36px;
  }
  .pick {
    padding: 0;
  }
  .pick input {
    accent-color: var(--th-link);
    height: 18px;
    width: 18px;
  }
  td.more {
    padding: 0;
    text-align: end;
  }
  .name a {
    color: inherit;
    font-weight: 500;
    text-decoration: none;
  }
  .small {
    display: block;
    font-size: 12px;
    margin-top: 2px;
    overflow-wrap: anywhere;
  }
  .small:empty {
    display: none;
  }
  .strong {
    font-weight: 700;
  }
  .totals {
    border-top: 2px solid var(--th-line);
  }
  .totals dl {
    display: grid;
    gap: 8px 16px;
    grid-template-columns: repeat(auto-fit, minmax(110px, 1fr));
    margin: 0;
    padding: 12px 16px;
  }
  .totals dl + dl {
    border-top: 1px solid var(--th-line);
  }
  dd {
    font-weight: 500;
    margin: 2px 0 0;
    white-space: normal;
  }
  .chosen {
    align-items: center;
    box-shadow: 0 2px 12px rgb(0 0 0 / 25%);
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    inset-block-end: calc(8px + env(safe-area-inset-bottom, 0px));
    margin-top: 12px;
    padding: 8px 12px;
    position: sticky;
    z-index: 2;
  }
  .chosen .button {
    min-height: 44px;
    padding-inline: 14px;
  }
  .space {
    flex: 1;
  }
  @container (max-width: 940px) {
    .sorter {
      display: block;
      flex: 1 1 120px;
    }
    thead {
      clip-path: inset(50%);
      position: absolute;
    }
    tr {
      align-items: start;
      gap: 8px 12px;
      grid-template-columns: repeat(auto-fill, minmax(96px, 1fr));
      padding: 12px 16px;
    }
    .list {
      overflow-x: clip;
    }
    tbody tr {
      contain-intrinsic-size: auto 240px;
      touch-action: pan-y;
    }
    /* What a pull does stands beside the card and comes into sight with it */
    tr[data-swipe] {
      content-visibility: visible;
    }
    tr[data-swipe]::before {
      align-items: center;
      background: var(--th-button);
      color: #fff;
      content: var(--swipe-right);
      display: flex;
      font-weight: 500;
      inset-block: 0;
      justify-content: end;
      opacity: 0.6;
      padding-inline: 20px;
      position: absolute;
      right: 100%;
      width: 132px;
    }
    tr[data-swipe="left"]::before {
      background: var(--th-danger);
      content: var(--swipe-left);
      justify-content: start;
      left: 100%;
      right: auto;
    }
    tr[data-acts]::before {
      opacity: 1;
    }
    tbody tr:first-child {
      border: 0;
    }
    td,
    td.pick,
    td:first-child {
      display: block;
      padding: 0;
      text-align: start !important;
    }
    td[data-label]::before {
      color: var(--th-soft);
      content: attr(data-label);
      display: block;
      font-size: 12px;
    }
    td.pick {
      inset-block-start: 4px;
      inset-inline-start: 6px;
      position: absolute;
      z-index: 1;
    }
    td.name {
      grid-column: 1 / -1;
      padding-inline: 30px 40px;
    }
    td.more {
      inset-block-start: 8px;
      inset-inline-end: 8px;
      position: absolute;
      z-index: 1;
    }
  }
`,V=8,H=8,U=50,W=1e3,G=940,K={left:`close`,right:`exits`},q=class extends o{constructor(){super(),this.positions=new Map,this.only=!1,this.filter=``,this.sort={key:`opened_at`,descending:!0},this.room=0,this.chosen=new Set,this.summed=new Map,this.drawn=new Map,this.redraws=0,this.late=!1,this.closeAll=e=>{let{t}=this.ctx,n=[...this.positions.values()].filter(({status:e})=>!D.has(e)),r=new Map(n.map(e=>[e.account,e.account_name]));if(r.size<2){this.ctx.several(n,`close`);return}let i=(e,n)=>({label:t(`several.of_account`,{name:e,count:n.length}),act:()=>this.ctx.several(n,`close`)});this.popUp(e.currentTarget,t(`several.close_all`),[...[...r].map(([e,t])=>i(t,n.filter(t=>t.account===e))),{...i(t(`several.all_accounts`),n),danger:!0}])},new R(this,e=>{let t=e.composedPath()[0].closest(`[data-position]`);return t&&this.ctx.admin&&this.clientWidth<=G?t:void 0},(e,t)=>this.swiped(e.dataset.position??``,t))}connectedCallback(){super.connectedCallback(),this.room=0,this.aging=setInterval(()=>{this.grow(),this.summed=this.positions},W)}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.growing),clearInterval(this.aging),this.growing=void 0}willUpdate(e){e.has(`ctx`)&&this.drawn.clear(),this.redraws=H,this.late=!1;let t=this.shadowRoot?.activeElement?.closest(`[data-position]`);if(this.focused=t?.dataset.position,e.has(`positions`)){let{size:e}=this.positions;(e<=U||e!==this.summed.size)&&(this.summed=this.positions);let t=[...this.chosen].filter(e=>this.positions.has(e));t.length<this.chosen.size&&(this.chosen=new Set(t));for(let e of this.drawn.keys())this.positions.has(e)||this.drawn.delete(e)}}updated(){this.focused&&!this.positions.has(this.focused)&&this.renderRoot.querySelector(`input, h2`)?.focus();let e=this.room<this.positions.size;(e||this.late)&&this.growing===void 0&&(this.growing=setTimeout(()=>{this.growing=void 0,e?this.room+=V:this.requestUpdate()}))}grow(){for(let e of this.renderRoot.querySelectorAll(`[data-since]`)){let t=g(this.ctx,e.dataset.since??``);e.textContent!==t&&(e.textContent=t)}}render(){let{t}=this.ctx;if(!this.positions.size)return e`<div class="card empty">
        <h2 tabindex="-1">${t(`positions.none`)}</h2>
        <p class="soft">${t(this.ctx.admin?`positions.none_next`:`positions.none_soon`)}</p>
        ${this.ctx.admin?e`<button class="button" @click=${()=>this.ctx.go(`/builder`)}>
              ${t(`positions.to_builder`)}
            </button>`:a}
      </div>`;let n=this.arranged();return e`${this.renderTools()}
      <div class="card list">
        <table role="table" aria-label=${t(`positions.title`)} aria-rowcount=${n.length+1}>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" class="pick">${this.renderPickAll(n)}</th>
              ${v.map(({key:e,kind:t})=>this.renderHead(e,t))}
              <th role="columnheader"><span class="sr">${t(`common.actions`)}</span></th>
            </tr>
          </thead>
          <tbody role="rowgroup" style=${this.swipeTexts}>
            ${h(n.slice(0,this.room),e=>e.position_id,e=>this.renderRow(e))}
          </tbody>
        </table>
        ${this.renderBelow(n)}
      </div>
      <p class="sr" role="status">${t(`positions.count`,{count:n.length})}</p>
      ${this.renderChosen()}
      <tradehook-popup-menu></tradehook-popup-menu>`}renderBelow(t){return t.length?this.room<=V&&this.room<t.length?a:P([this.ctx,this.summed,this.filter],()=>z(this.ctx,t)):e`<p class="empty soft">${this.ctx.t(`positions.no_match`)}</p>`}arranged(){let{positions:e,filter:t,sort:n,order:r}=this;return(r?.positions!==e||r.filter!==t||r.sort!==n)&&(this.order={positions:e,filter:t,sort:n,rows:b(e.values(),t,n)}),this.order.rows}renderTools(){let{t,admin:n}=this.ctx;return e`<div class="tools">
      <input
        class="field"
        type="search"
        aria-label=${t(`positions.filter`)}
        placeholder=${t(`positions.filter`)}
        .value=${this.filter}
        @input=${e=>this.filter=e.target.value}
      />
      <label class="sorter">
        <span class="sr">${t(`positions.sort`)}</span>
        <select class="field" @change=${this.onSort}>
          ${v.flatMap(({key:e,also:t})=>[e,...t]).map(n=>e`<option value=${n} ?selected=${n===this.sort.key}>${t(`column.${n}`)}</option>`)}
        </select>
      </label>
      ${n&&!this.only?e`<button class="button outlined" data-close-all aria-haspopup="menu" aria-expanded="false" @click=${this.closeAll}>
            ${t(`several.close_all`)}
          </button>`:a}
    </div>`}renderPickAll(t){if(!this.ctx.admin)return a;let n=t.filter(({position_id:e})=>this.chosen.has(e)).length;return e`<label>
      <span class="sr">${this.ctx.t(`several.choose_all`)}</span>
      <input
        type="checkbox"
        .checked=${t.length>0&&n===t.length}
        .indeterminate=${n>0&&n<t.length}
        @change=${e=>{let n=e.target.checked;this.chosen=new Set(n?t.map(({position_id:e})=>e):[])}}
      />
    </label>`}renderHead(t,n){let r=this.sort.key===t,i=r?this.sort.descending?`descending`:`ascending`:`none`;return e`<th role="columnheader" class=${n} aria-sort=${i}>
      <button @click=${()=>this.sortBy(t)}>
        ${this.ctx.t(`column.${t}_head`)}<span aria-hidden="true"
          >${r?this.sort.descending?` ↓`:` ↑`:``}</span
        >
      </button>
    </th>`}renderChosen(){let{t}=this.ctx,n=this.chosen.size;if(!n)return a;let r=e=>()=>this.ctx.several([...this.positions.values()].filter(e=>this.chosen.has(e.position_id)),e);return e`<div class="chosen card" role="group" aria-label=${t(`several.chosen`,{count:n})} data-chosen>
      <span>${t(`several.chosen`,{count:n})}</span>
      <span class="space"></span>
      <button class="button plain" @click=${()=>this.chosen=new Set}>${t(`several.none`)}</button>
      <button class="button outlined" @click=${r(`keep`)}>${t(`several.keep`)}</button>
      <button class="button danger" @click=${r(`close`)}>${t(`several.close`)}</button>
    </div>`}renderRow(e){let t=this.drawn.get(e.position_id),n=this.chosen.has(e.position_id);if(t?.row===e&&t.chosen===n)return t.drawn;if(t&&t.chosen===n&&t.row.status===e.status){if(this.redraws<=0)return this.late=!0,t.drawn;--this.redraws}let r=_(this,e,n);return this.drawn.set(e.position_id,{row:e,chosen:n,drawn:r}),r}get swipeTexts(){let e=e=>JSON.stringify(this.ctx.t(`position.quick_${K[e]}`));return`--swipe-left: ${e(`left`)}; --swipe-right: ${e(`right`)}`}swiped(e,t){let n=this.positions.get(e);(n&&E(this.ctx,n).find(({key:e})=>e===K[t]))?.act()}choose(e,t){let n=new Set(this.chosen);t?n.add(e.position_id):n.delete(e.position_id),this.chosen=n}showMenu(e,t,n){this.popUp(e,t,E(this.ctx,n))}popUp(e,t,n){this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e,t,n)}onSort(e){this.sortBy(e.target.value)}sortBy(e){let t=this.sort.key===e?!this.sort.descending:e!==`symbol`;this.sort={key:e,descending:t}}static{this.styles=[f,B]}};u([l({attribute:!1})],q.prototype,`ctx`,void 0),u([l({attribute:!1})],q.prototype,`positions`,void 0),u([l({type:Boolean})],q.prototype,`only`,void 0),u([r()],q.prototype,`filter`,void 0),u([r()],q.prototype,`sort`,void 0),u([r()],q.prototype,`room`,void 0),u([r()],q.prototype,`chosen`,void 0),u([r()],q.prototype,`summed`,void 0),q=u([s(`tradehook-positions`)],q);var J={accepted:`profit`,refused:`loss`,failed:`loss`,expired:`loss`},Y=[`accepted`,`refused`,`duplicate`,`test`,`failed`,`expired`],X=100,Z=200;function Q(e){return!!e.action&&(e.status!==`refused`||!!e.symbol||`action`in e.payload)}var $=class extends o{constructor(...e){super(...e),this.accounts=[],this.only=``,this.filter={bot_id:``,status:``,action:``},this.older=new Map,this.ended=new Set,this.busy=!1,this.error=``,this.answers=new Map,this.opened=new Set,this.asked=0,this.more=async()=>{this.asked+=1;let{asked:e,filter:t,rows:n}=this,r=Object.fromEntries(Object.entries(t).filter(([,e])=>e)),i=this.unread.map(({account:e})=>e);if(i.length){this.busy=!0;try{let t=await Promise.all(i.map(e=>{let t=n.findLast(t=>t.account===e);return this.ctx.api.signalPage(e,r,t?.receipt_id,X)}));if(e!==this.asked)return;let a=i.filter((e,n)=>(t[n]?.length??0)<X);this.ended=new Set([...this.ended,...a]),this.older=new Map([...this.older,...t.flat().map(e=>[e.receipt_id,e])]),this.error=``}catch(t){e===this.asked&&(this.error=y(t))}finally{e===this.asked&&(this.busy=!1)}}}}connectedCallback(){super.connectedCallback(),this.ctx.live.needSignals()}willUpdate(e){e.has(`only`)&&this.choose(`bot_id`,this.only)}get rows(){let e=new Map(this.older);for(let t of this.signals??[])e.set(t.receipt_id,t);let t=Object.entries(this.filter).filter(([,e])=>e),n=this.signals?.at(-1)?.received_at??``,r=e=>[...this.older.values()].filter(t=>t.account===e).reduce((e,t)=>t.received_at<e?t.received_at:e,n),i=this.unread.map(({account:e})=>r(e)).sort().at(-1)??``;return[...e.values()].filter(e=>e.received_at>=i&&t.every(([t,n])=>e[t]===n)).sort((e,t)=>e.received_at<t.received_at?1:-1)}render(){let{t}=this.ctx;if(!this.signals)return e`<p class="empty soft" role="status">${t(`common.loading`)}</p>`;let n=Object.entries(this.filter).some(([e,t])=>t&&t!==(e===`bot_id`?this.only:``)),{rows:r}=this;return!r.length&&!n?e`<div class="card empty">
        <h2>${t(`signals.none`)}</h2>
        <p class="soft">${t(`signals.none_next`)}</p>
        ${this.only?a:e`<button class="button" @click=${()=>this.ctx.go(`/builder`)}>
              ${t(`positions.to_builder`)}
            </button>`}
      </div>`:e`${this.renderTools()}
      <div class="card">
        ${r.length?h(r,e=>e.receipt_id,e=>this.renderRow(e)):e`<p class="empty soft">${t(`signals.no_match`)}</p>`}
      </div>
      ${this.error?e`<p class="error" role="alert">${this.error}</p>`:a}
      ${this.unread.length?e`<button class="button outlined more-button" ?disabled=${this.busy} @click=${this.more}>
            ${this.busy?t(`common.working`):t(`trades.more`)}
          </button>`:a}`}renderTools(){let{t}=this.ctx,n=this.accounts.flatMap(({name:e,bots:t})=>t.map(t=>[t.bot_id,`${t.name} · ${e}`]));return e`<div class="tools">
      ${this.select(`status`,`signals.filter`,`signals.all`,Y.map(e=>[e,w(t,`signal`,e)]))}
      ${this.select(`action`,`signals.by_action`,`signals.any_action`,O.map(e=>[e,w(t,`action`,e)]))}
      ${this.only||n.length<2?a:this.select(`bot_id`,`signals.by_bot`,`signals.any_bot`,n)}
    </div>`}select(t,n,r,i){let{t:a}=this.ctx;return e`<label>
      <span class="sr">${a(n)}</span>
      <select
        class="field"
        name=${t}
        @change=${e=>this.choose(t,e.target.value)}
      >
        <option value="">${a(r)}</option>
        ${i.map(([n,r])=>e`<option value=${n} ?selected=${n===this.filter[t]}>${r}</option>`)}
      </select>
    </label>`}choose(e,t){this.filter={...this.filter,[e]:t},this.older=new Map,this.ended=new Set,Object.values(this.filter).some(Boolean)&&this.more()}get unread(){let{bot_id:e}=this.filter;return(this.signals?.length??0)<Z?[]:this.accounts.filter(({account:t,loaded:n,bots:r})=>n&&!this.ended.has(t)&&(!e||r.some(t=>t.bot_id===e)))}renderRow(t){let{t:n,format:r}=this.ctx,i=this.opened.has(t.receipt_id);return e`<details data-receipt=${t.receipt_id} ?open=${i} @toggle=${this.onToggle}>
      <summary>
        <span class="chip ${J[t.status]??``}">${w(n,`signal`,t.status)}</span>
        <span class="what">
          <b>${Q(t)?w(n,`action`,t.action):n(t.action?`signals.no_action`:`signals.unreadable`)}</b>
          ${t.symbol?c(d(t.symbol)):a}
          ${t.side?e`<span class="chip ${t.side===`long`?`profit`:`loss`}">${n(`side.${t.side}`)}</span>`:a}
          <span class="soft bot">${t.bot_name??n(`positions.removed_bot`)}</span>
          ${t.message?e`<span class="message">${T(t.message)}</span>`:a}
        </span>
        <span class="soft when">${r.time(t.received_at)}</span>
      </summary>
      ${i?this.renderMore(t):a}
    </details>`}onToggle(e){let{open:t,dataset:n}=e.currentTarget,r=new Set(this.opened);t?r.add(n.receipt??``):r.delete(n.receipt??``),this.opened=r}renderMore(t){let{t:n}=this.ctx,r=t.errors??[],i=j(t.payload),o=r.length?r.map(({path:e})=>e):A(t.message),s=k(i,o),c=this.answers.get(t.receipt_id),l=this.accounts.find(({account:e})=>e===t.account)?.bots.find(({bot_id:e})=>e===t.bot_id);return e`<div class="more">
      ${t.code?e`<p><span class="soft">${n(`signals.code`)}</span> <code>${t.code}</code></p>`:a}
      ${r.length>1?e`<ul>
            ${r.map(t=>e`<li><code>${t.path}</code> ${T(t.message)}</li>`)}
          </ul>`:a}
      <p>
        <span class="soft">${n(`signals.from`)}</span>
        ${t.bot_name??n(`positions.removed_bot`)} · ${t.account_name}
        ${t.remote?e`· <bdi>${t.remote}</bdi>`:a}
      </p>
      <p class="soft">${n(`signals.payload`)}</p>
      <pre dir="ltr" tabindex="0" role="region" aria-label=${n(`signals.payload`)}>${i.map(({text:t,path:n})=>s.has(n)?e`<mark>${t}</mark>\n`:`${t}\n`)}</pre>
      <div class="buttons">
        ${l&&Q(t)&&Object.keys(t.payload).length?e`<button class="button outlined" ?disabled=${this.busy} @click=${()=>this.again(t)}>
              ${n(`signals.again`)}
            </button>`:a}
        ${t.position_id?e`<button
              class="button outlined"
              @click=${()=>this.ctx.go(ee({position_id:t.position_id??``}))}
            >
              ${n(`signals.to_position`)}
            </button>`:a}
      </div>
      <div role="status">
        ${c?e`<tradehook-answer .ctx=${this.ctx} .answer=${c}></tradehook-answer>`:a}
      </div>
    </div>`}async again(e){let{api_key:t,api_secret:n,...r}=e.payload;await M(this,async()=>{await C(()=>import(`./answer.js`).then(e=>e.t),[]);let t=await this.ctx.api.sendSignal(e.account,e.bot_id,{...r,test:!0});this.answers=new Map(this.answers).set(e.receipt_id,t)})}static{this.styles=[f,t`
      .tools {
        display: grid;
        gap: 12px;
        grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
        margin-bottom: 16px;
      }
      details + details {
        border-top: 1px solid var(--th-line);
      }
      summary {
        align-items: baseline;
        cursor: pointer;
        display: flex;
        gap: 12px;
        list-style: none;
        min-height: 48px;
        padding: 14px 16px;
      }
      summary:focus-visible {
        outline-offset: -2px;
      }
      summary .chip {
        flex: none;
        min-width: 84px;
        text-align: center;
      }
      .what {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .bot {
        font-size: 12px;
      }
      .what b {
        font-weight: 500;
      }
      .message {
        color: var(--th-soft);
        display: block;
        font-size: 14px;
        margin-top: 4px;
      }
      .when {
        font-size: 12px;
      }
      .more {
        padding: 0 16px 16px;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      [role="status"]:not(:empty) {
        margin-top: 16px;
      }
      .more-button {
        display: block;
        margin: 16px auto 0;
      }
      ul {
        margin: 8px 0;
        overflow-wrap: anywhere;
        padding-inline-start: 20px;
      }
      pre {
        background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
        border-radius: 8px;
        font-size: 13px;
        margin: 8px 0 16px;
        overflow: auto;
        padding: 12px;
      }
      mark {
        background: color-mix(in srgb, var(--error-color, #db4437) 25%, transparent);
        color: inherit;
        font-weight: 600;
      }
      @media (max-width: 600px) {
        summary {
          flex-wrap: wrap;
          justify-content: space-between;
        }
        .what {
          flex: 1 0 100%;
          order: 3;
        }
      }
    `]}};u([l({attribute:!1})],$.prototype,`ctx`,void 0),u([l({attribute:!1})],$.prototype,`signals`,void 0),u([l({attribute:!1})],$.prototype,`accounts`,void 0),u([l()],$.prototype,`only`,void 0),u([r()],$.prototype,`filter`,void 0),u([r()],$.prototype,`older`,void 0),u([r()],$.prototype,`ended`,void 0),u([r()],$.prototype,`busy`,void 0),u([r()],$.prototype,`error`,void 0),u([r()],$.prototype,`answers`,void 0),u([r()],$.prototype,`opened`,void 0),$=u([s(`tradehook-signals`)],$);
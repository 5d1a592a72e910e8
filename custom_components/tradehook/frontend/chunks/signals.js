import{_ as e,c as t,g as n,h as r,m as i,n as a,o,p as s,r as c,s as l,t as u,v as d,x as f}from"./styles.js";import{n as p,t as m}from"./directive.js";import{c as h,n as g,r as _,t as v}from"./position-row.js";import{i as ee,r as y}from"./live-host.js";import{a as b,n as x}from"./worth.js";import{n as S}from"./periods.js";import{i as C}from"./localize.js";import{t as w}from"./sentence.js";import{a as T,i as E,t as D}from"./actions.js";import{t as O}from"./message.js";import{n as k,r as A,t as j}from"./payload.js";import{t as M}from"./working.js";var N={},P=m(class extends p{constructor(){super(...arguments),this.ot=N}render(e,t){return t()}update(t,[n,r]){if(Array.isArray(n)){if(Array.isArray(this.ot)&&this.ot.length===n.length&&n.every((e,t)=>e===this.ot[t]))return e}else if(this.ot===n)return e;return this.ot=Array.isArray(n)?Array.from(n):n,this.render(n,r)}}),F=12,I=88,L=132,R=class{constructor(e,t,n){this.host=e,this.rowOf=t,this.act=n,this.from={x:0,y:0},this.far=0,this.swiping=!1,this.down=e=>{this.swiping=!1,e.pointerType===`touch`&&e.isPrimary&&(this.end(),this.row=this.rowOf(e),this.row&&(this.from={x:e.clientX,y:e.clientY},this.host.addEventListener(`pointermove`,this.move),this.host.addEventListener(`pointerup`,this.up),this.host.addEventListener(`pointercancel`,this.cancel)))},this.move=e=>{let[t,n]=[e.clientX-this.from.x,e.clientY-this.from.y];if(!this.swiping){if(Math.abs(n)>F&&this.end(),Math.abs(t)<F||Math.abs(t)<2*Math.abs(n))return;this.swiping=!0}let{row:r}=this;r&&(this.far=Math.max(-132,Math.min(L,t)),r.dataset.swipe=this.far<0?`left`:`right`,r.toggleAttribute(`data-acts`,Math.abs(this.far)>=I),r.style.translate=`${this.far}px`)},this.up=()=>{let{row:e,far:t}=this;this.end(),e&&Math.abs(t)>=I&&this.act(e,t<0?`left`:`right`)},this.cancel=()=>this.end(),this.click=e=>{this.swiping&&(this.swiping=!1,e.preventDefault(),e.stopPropagation())},e.addController(this)}hostConnected(){this.host.addEventListener(`pointerdown`,this.down),this.host.addEventListener(`click`,this.click,!0)}hostDisconnected(){this.host.removeEventListener(`pointerdown`,this.down),this.host.removeEventListener(`click`,this.click,!0),this.end()}end(){let{row:e}=this;this.row=void 0,this.far=0,this.host.removeEventListener(`pointermove`,this.move),this.host.removeEventListener(`pointerup`,this.up),this.host.removeEventListener(`pointercancel`,this.cancel),e&&(delete e.dataset.swipe,e.removeAttribute(`data-acts`),e.style.translate=``)}};function z({t:e,format:r},i){let a=i.some(x);return d`<div class="totals" role="group" aria-label=${e(`totals.title`)} data-totals>
    ${b(i).map(i=>{let{quote:o,unprotected:s}=i,c=(e,t=!1)=>r.money(e,o,t),l=(t,n,r=``)=>d`<div data-total=${t}>
        <dt class="soft small">${e(`totals.${t}`)}</dt>
        <dd class="number ${r}">${n}</dd>
      </div>`;return d`<dl data-quote=${o}>
        ${l(`count`,r.number(i.count))} ${l(`value`,c(i.value))}
        ${l(`margin`,c(i.margin))}
        <div data-total="risk">
          <dt class="soft small">${e(`totals.risk`)}</dt>
          <dd class="number">
            ${c(i.risk)}
            ${s?d`<b class="loss small">${e(`totals.unprotected`,{count:s})}</b>`:n}
          </dd>
        </div>
        ${l(`profit`,c(i.profit,!0),t(i.profit))} ${l(`fees`,c(i.fees))}
        ${a?l(`funding`,c(i.funding,!0)):n}
      </dl>`})}
  </div>`}var B=f`
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
`,V=8,H=8,U=50,W=1e3,G=940,K={left:`close`,right:`exits`},q=class extends r{constructor(){super(),this.positions=new Map,this.only=!1,this.filter=``,this.sort={key:`opened_at`,descending:!0},this.room=0,this.chosen=new Set,this.summed=new Map,this.drawn=new Map,this.redraws=0,this.late=!1,this.closeAll=e=>{let{t}=this.ctx,n=[...this.positions.values()].filter(({status:e})=>!D.has(e)),r=new Map(n.map(e=>[e.account,e.account_name]));if(r.size<2){this.ctx.several(n,`close`);return}let i=(e,n)=>({label:t(`several.of_account`,{name:e,count:n.length}),act:()=>this.ctx.several(n,`close`)});this.popUp(e.currentTarget,t(`several.close_all`),[...[...r].map(([e,t])=>i(t,n.filter(t=>t.account===e))),{...i(t(`several.all_accounts`),n),danger:!0}])},new R(this,e=>{let t=e.composedPath()[0].closest(`[data-position]`);return t&&this.ctx.admin&&this.clientWidth<=G?t:void 0},(e,t)=>this.swiped(e.dataset.position??``,t))}connectedCallback(){super.connectedCallback(),this.room=0,this.aging=setInterval(()=>{this.grow(),this.summed=this.positions},W)}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.growing),clearInterval(this.aging),this.growing=void 0}willUpdate(e){e.has(`ctx`)&&this.drawn.clear(),this.redraws=H,this.late=!1;let t=this.shadowRoot?.activeElement?.closest(`[data-position]`);if(this.focused=t?.dataset.position,e.has(`positions`)){let{size:e}=this.positions;(e<=U||e!==this.summed.size)&&(this.summed=this.positions);let t=[...this.chosen].filter(e=>this.positions.has(e));t.length<this.chosen.size&&(this.chosen=new Set(t));for(let e of this.drawn.keys())this.positions.has(e)||this.drawn.delete(e)}}updated(){this.focused&&!this.positions.has(this.focused)&&this.renderRoot.querySelector(`input, h2`)?.focus();let e=this.room<this.positions.size;(e||this.late)&&this.growing===void 0&&(this.growing=setTimeout(()=>{this.growing=void 0,e?this.room+=V:this.requestUpdate()}))}grow(){for(let e of this.renderRoot.querySelectorAll(`[data-since]`)){let t=g(this.ctx,e.dataset.since??``);e.textContent!==t&&(e.textContent=t)}}render(){let{t:e}=this.ctx;if(!this.positions.size)return d`<div class="card empty">
        <h2 tabindex="-1">${e(`positions.none`)}</h2>
        <p class="soft">${e(this.ctx.admin?`positions.none_next`:`positions.none_soon`)}</p>
        ${this.ctx.admin?d`<button class="button" @click=${()=>this.ctx.go(`/builder`)}>
              ${e(`positions.to_builder`)}
            </button>`:n}
      </div>`;let t=this.arranged();return d`${this.renderTools()}
      <div class="card list">
        <table role="table" aria-label=${e(`positions.title`)} aria-rowcount=${t.length+1}>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" class="pick">${this.renderPickAll(t)}</th>
              ${v.map(({key:e,kind:t})=>this.renderHead(e,t))}
              <th role="columnheader"><span class="sr">${e(`common.actions`)}</span></th>
            </tr>
          </thead>
          <tbody role="rowgroup" style=${this.swipeTexts}>
            ${h(t.slice(0,this.room),e=>e.position_id,e=>this.renderRow(e))}
          </tbody>
        </table>
        ${this.renderBelow(t)}
      </div>
      <p class="sr" role="status">${e(`positions.count`,{count:t.length})}</p>
      ${this.renderChosen()}
      <tradehook-popup-menu></tradehook-popup-menu>`}renderBelow(e){return e.length?this.room<=V&&this.room<e.length?n:P([this.ctx,this.summed,this.filter],()=>z(this.ctx,e)):d`<p class="empty soft">${this.ctx.t(`positions.no_match`)}</p>`}arranged(){let{positions:e,filter:t,sort:n,order:r}=this;return(r?.positions!==e||r.filter!==t||r.sort!==n)&&(this.order={positions:e,filter:t,sort:n,rows:y(e.values(),t,n)}),this.order.rows}renderTools(){let{t:e,admin:t}=this.ctx;return d`<div class="tools">
      <input
        class="field"
        type="search"
        aria-label=${e(`positions.filter`)}
        placeholder=${e(`positions.filter`)}
        .value=${this.filter}
        @input=${e=>this.filter=e.target.value}
      />
      <label class="sorter">
        <span class="sr">${e(`positions.sort`)}</span>
        <select class="field" @change=${this.onSort}>
          ${v.flatMap(({key:e,also:t})=>[e,...t]).map(t=>d`<option value=${t} ?selected=${t===this.sort.key}>${e(`column.${t}`)}</option>`)}
        </select>
      </label>
      ${t&&!this.only?d`<button class="button outlined" data-close-all aria-haspopup="menu" aria-expanded="false" @click=${this.closeAll}>
            ${e(`several.close_all`)}
          </button>`:n}
    </div>`}renderPickAll(e){if(!this.ctx.admin)return n;let t=e.filter(({position_id:e})=>this.chosen.has(e)).length;return d`<label>
      <span class="sr">${this.ctx.t(`several.choose_all`)}</span>
      <input
        type="checkbox"
        .checked=${e.length>0&&t===e.length}
        .indeterminate=${t>0&&t<e.length}
        @change=${t=>{let n=t.target.checked;this.chosen=new Set(n?e.map(({position_id:e})=>e):[])}}
      />
    </label>`}renderHead(e,t){let n=this.sort.key===e,r=n?this.sort.descending?`descending`:`ascending`:`none`;return d`<th role="columnheader" class=${t} aria-sort=${r}>
      <button @click=${()=>this.sortBy(e)}>
        ${this.ctx.t(`column.${e}_head`)}<span aria-hidden="true"
          >${n?this.sort.descending?` ↓`:` ↑`:``}</span
        >
      </button>
    </th>`}renderChosen(){let{t:e}=this.ctx,t=this.chosen.size;if(!t)return n;let r=e=>()=>this.ctx.several([...this.positions.values()].filter(e=>this.chosen.has(e.position_id)),e);return d`<div class="chosen card" role="group" aria-label=${e(`several.chosen`,{count:t})} data-chosen>
      <span>${e(`several.chosen`,{count:t})}</span>
      <span class="space"></span>
      <button class="button plain" @click=${()=>this.chosen=new Set}>${e(`several.none`)}</button>
      <button class="button outlined" @click=${r(`keep`)}>${e(`several.keep`)}</button>
      <button class="button danger" @click=${r(`close`)}>${e(`several.close`)}</button>
    </div>`}renderRow(e){let t=this.drawn.get(e.position_id),n=this.chosen.has(e.position_id);if(t?.row===e&&t.chosen===n)return t.drawn;if(t&&t.chosen===n&&t.row.status===e.status){if(this.redraws<=0)return this.late=!0,t.drawn;--this.redraws}let r=_(this,e,n);return this.drawn.set(e.position_id,{row:e,chosen:n,drawn:r}),r}get swipeTexts(){let e=e=>JSON.stringify(this.ctx.t(`position.quick_${K[e]}`));return`--swipe-left: ${e(`left`)}; --swipe-right: ${e(`right`)}`}swiped(e,t){let n=this.positions.get(e);(n&&E(this.ctx,n).find(({key:e})=>e===K[t]))?.act()}choose(e,t){let n=new Set(this.chosen);t?n.add(e.position_id):n.delete(e.position_id),this.chosen=n}showMenu(e,t,n){this.popUp(e,t,E(this.ctx,n))}popUp(e,t,n){this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e,t,n)}onSort(e){this.sortBy(e.target.value)}sortBy(e){let t=this.sort.key===e?!this.sort.descending:e!==`symbol`;this.sort={key:e,descending:t}}static{this.styles=[u,B]}};c([i({attribute:!1})],q.prototype,`ctx`,void 0),c([i({attribute:!1})],q.prototype,`positions`,void 0),c([i({type:Boolean})],q.prototype,`only`,void 0),c([s()],q.prototype,`filter`,void 0),c([s()],q.prototype,`sort`,void 0),c([s()],q.prototype,`room`,void 0),c([s()],q.prototype,`chosen`,void 0),c([s()],q.prototype,`summed`,void 0),q=c([a(`tradehook-positions`)],q);var J={accepted:`profit`,refused:`loss`,failed:`loss`,expired:`loss`},Y=[`accepted`,`refused`,`duplicate`,`test`,`failed`,`expired`],X=100,Z=200;function Q(e){return!!e.action&&(e.status!==`refused`||!!e.symbol||`action`in e.payload)}var $=class extends r{constructor(...e){super(...e),this.accounts=[],this.only=``,this.filter={bot_id:``,status:``,action:``},this.older=new Map,this.ended=new Set,this.busy=!1,this.error=``,this.answers=new Map,this.opened=new Set,this.asked=0,this.more=async()=>{this.asked+=1;let{asked:e,filter:t,rows:n}=this,r=Object.fromEntries(Object.entries(t).filter(([,e])=>e)),i=this.unread.map(({account:e})=>e);if(i.length){this.busy=!0;try{let t=await Promise.all(i.map(e=>{let t=n.findLast(t=>t.account===e);return this.ctx.api.signalPage(e,r,t?.receipt_id,X)}));if(e!==this.asked)return;let a=i.filter((e,n)=>(t[n]?.length??0)<X);this.ended=new Set([...this.ended,...a]),this.older=new Map([...this.older,...t.flat().map(e=>[e.receipt_id,e])]),this.error=``}catch(t){e===this.asked&&(this.error=ee(t))}finally{e===this.asked&&(this.busy=!1)}}}}connectedCallback(){super.connectedCallback(),this.ctx.live.needSignals()}willUpdate(e){e.has(`only`)&&this.choose(`bot_id`,this.only)}get rows(){let e=new Map(this.older);for(let t of this.signals??[])e.set(t.receipt_id,t);let t=Object.entries(this.filter).filter(([,e])=>e),n=this.signals?.at(-1)?.received_at??``,r=e=>[...this.older.values()].filter(t=>t.account===e).reduce((e,t)=>t.received_at<e?t.received_at:e,n),i=this.unread.map(({account:e})=>r(e)).sort().at(-1)??``;return[...e.values()].filter(e=>e.received_at>=i&&t.every(([t,n])=>e[t]===n)).sort((e,t)=>e.received_at<t.received_at?1:-1)}render(){let{t:e}=this.ctx;if(!this.signals)return d`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;let t=Object.entries(this.filter).some(([e,t])=>t&&t!==(e===`bot_id`?this.only:``)),{rows:r}=this;return!r.length&&!t?d`<div class="card empty">
        <h2>${e(`signals.none`)}</h2>
        <p class="soft">${e(`signals.none_next`)}</p>
        ${this.only?n:d`<button class="button" @click=${()=>this.ctx.go(`/builder`)}>
              ${e(`positions.to_builder`)}
            </button>`}
      </div>`:d`${this.renderTools()}
      <div class="card">
        ${r.length?h(r,e=>e.receipt_id,e=>this.renderRow(e)):d`<p class="empty soft">${e(`signals.no_match`)}</p>`}
      </div>
      ${this.error?d`<p class="error" role="alert">${this.error}</p>`:n}
      ${this.unread.length?d`<button class="button outlined more-button" ?disabled=${this.busy} @click=${this.more}>
            ${this.busy?e(`common.working`):e(`trades.more`)}
          </button>`:n}`}renderTools(){let{t:e}=this.ctx,t=this.accounts.flatMap(({name:e,bots:t})=>t.map(t=>[t.bot_id,`${t.name} · ${e}`]));return d`<div class="tools">
      ${this.select(`status`,`signals.filter`,`signals.all`,Y.map(t=>[t,C(e,`signal`,t)]))}
      ${this.select(`action`,`signals.by_action`,`signals.any_action`,O.map(t=>[t,C(e,`action`,t)]))}
      ${this.only||t.length<2?n:this.select(`bot_id`,`signals.by_bot`,`signals.any_bot`,t)}
    </div>`}select(e,t,n,r){let{t:i}=this.ctx;return d`<label>
      <span class="sr">${i(t)}</span>
      <select
        class="field"
        name=${e}
        @change=${t=>this.choose(e,t.target.value)}
      >
        <option value="">${i(n)}</option>
        ${r.map(([t,n])=>d`<option value=${t} ?selected=${t===this.filter[e]}>${n}</option>`)}
      </select>
    </label>`}choose(e,t){this.filter={...this.filter,[e]:t},this.older=new Map,this.ended=new Set,Object.values(this.filter).some(Boolean)&&this.more()}get unread(){let{bot_id:e}=this.filter;return(this.signals?.length??0)<Z?[]:this.accounts.filter(({account:t,loaded:n,bots:r})=>n&&!this.ended.has(t)&&(!e||r.some(t=>t.bot_id===e)))}renderRow(e){let{t,format:r}=this.ctx,i=this.opened.has(e.receipt_id);return d`<details data-receipt=${e.receipt_id} ?open=${i} @toggle=${this.onToggle}>
      <summary>
        <span class="chip ${J[e.status]??``}">${C(t,`signal`,e.status)}</span>
        <span class="what">
          <b>${Q(e)?C(t,`action`,e.action):t(e.action?`signals.no_action`:`signals.unreadable`)}</b>
          ${e.symbol?o(l(e.symbol)):n}
          ${e.side?d`<span class="chip ${e.side===`long`?`profit`:`loss`}">${t(`side.${e.side}`)}</span>`:n}
          <span class="soft bot">${e.bot_name??t(`positions.removed_bot`)}</span>
          ${e.message?d`<span class="message">${w(e.message)}</span>`:n}
        </span>
        <span class="soft when">${r.time(e.received_at)}</span>
      </summary>
      ${i?this.renderMore(e):n}
    </details>`}onToggle(e){let{open:t,dataset:n}=e.currentTarget,r=new Set(this.opened);t?r.add(n.receipt??``):r.delete(n.receipt??``),this.opened=r}renderMore(e){let{t}=this.ctx,r=e.errors??[],i=j(e.payload),a=r.length?r.map(({path:e})=>e):A(e.message),o=k(i,a),s=this.answers.get(e.receipt_id),c=this.accounts.find(({account:t})=>t===e.account)?.bots.find(({bot_id:t})=>t===e.bot_id);return d`<div class="more">
      ${e.code?d`<p><span class="soft">${t(`signals.code`)}</span> <code>${e.code}</code></p>`:n}
      ${r.length>1?d`<ul>
            ${r.map(e=>d`<li><code>${e.path}</code> ${w(e.message)}</li>`)}
          </ul>`:n}
      <p>
        <span class="soft">${t(`signals.from`)}</span>
        ${e.bot_name??t(`positions.removed_bot`)} · ${e.account_name}
        ${e.remote?d`· <bdi>${e.remote}</bdi>`:n}
      </p>
      <p class="soft">${t(`signals.payload`)}</p>
      <pre dir="ltr" tabindex="0" role="region" aria-label=${t(`signals.payload`)}>${i.map(({text:e,path:t})=>o.has(t)?d`<mark>${e}</mark>\n`:`${e}\n`)}</pre>
      <div class="buttons">
        ${c&&Q(e)&&Object.keys(e.payload).length?d`<button class="button outlined" ?disabled=${this.busy} @click=${()=>this.again(e)}>
              ${t(`signals.again`)}
            </button>`:n}
        ${e.position_id?d`<button
              class="button outlined"
              @click=${()=>this.ctx.go(T({position_id:e.position_id??``}))}
            >
              ${t(`signals.to_position`)}
            </button>`:n}
      </div>
      <div role="status">
        ${s?d`<tradehook-answer .ctx=${this.ctx} .answer=${s}></tradehook-answer>`:n}
      </div>
    </div>`}async again(e){let{api_key:t,api_secret:n,...r}=e.payload;await M(this,async()=>{await S(()=>import(`./answer.js`).then(e=>e.t),[]);let t=await this.ctx.api.sendSignal(e.account,e.bot_id,{...r,test:!0});this.answers=new Map(this.answers).set(e.receipt_id,t)})}static{this.styles=[u,f`
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
    `]}};c([i({attribute:!1})],$.prototype,`ctx`,void 0),c([i({attribute:!1})],$.prototype,`signals`,void 0),c([i({attribute:!1})],$.prototype,`accounts`,void 0),c([i()],$.prototype,`only`,void 0),c([s()],$.prototype,`filter`,void 0),c([s()],$.prototype,`older`,void 0),c([s()],$.prototype,`ended`,void 0),c([s()],$.prototype,`busy`,void 0),c([s()],$.prototype,`error`,void 0),c([s()],$.prototype,`answers`,void 0),c([s()],$.prototype,`opened`,void 0),$=c([a(`tradehook-signals`)],$);
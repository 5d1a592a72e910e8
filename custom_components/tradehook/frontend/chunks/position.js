import{a as e,d as t,f as n,h as r,i,l as a,n as o,p as s,s as c,t as l,u,v as d}from"./styles.js";import{C as f,_ as p,f as m,g as h,i as ee,l as g,m as _,n as v,o as y,s as b,x}from"./position-row.js";import{i as S}from"./equity.js";import{a as te,t as C}from"./element.js";import{i as ne,n as w,r as T,t as E}from"./candles.js";import{n as D,r as O,t as k}from"./levels.js";import{i as A}from"./localize.js";import{a as j,c as M,i as N,n as P,o as F,r as I,t as L}from"./colour.js";import{t as R}from"./sentence.js";import{n as z,r as re,t as B}from"./worth.js";var V={entry:`--primary-color`,dca:`--warning-color`,take_profit:`--success-color`,stop:`--error-color`},H=class extends n{constructor(...e){super(...e),this.candles=[],this.levels=[],this.marks=[],this.interval=60,this.tick=null,this.label=``,this.empty=``,this.lines=new Map,this.shown=[],this.look=``}render(){return r`<div class="chart" role="figure" aria-label=${this.label} dir="ltr"></div>
      ${this.empty?r`<p class="soft" role="status">${this.empty}</p>`:s}`}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.draw()}disconnectedCallback(){super.disconnectedCallback(),this.forget()}forget(){this.chart?.remove(),this.chart=this.series=this.fills=this.markers=void 0,this.lines.clear(),this.shown=[]}updated(e){e.has(`format`)&&this.forget(),this.draw()}draw(){let e=P(this);e!==this.look&&this.forget(),this.look=e,this.make(),this.drawCandles(),this.drawLevels(),this.drawMarks()}drawMarks(){let e=T(this.marks,this.candles,this.interval),t=new Map(e.map(({time:e,price:t})=>[e,t]));this.fills?.setData([...t].map(([e,t])=>({time:e,value:t}))),this.markers?.setMarkers(e.map(({time:e,price:t,side:n,name:r})=>({time:e,price:t,position:n===`buy`?`atPriceBottom`:`atPriceTop`,shape:n===`buy`?`arrowUp`:`arrowDown`,color:L(this,n===`buy`?`--success-color`:`--error-color`),text:r})))}make(){if(this.chart)return;let e=L(this,`--secondary-text-color`),t=L(this,`--divider-color`),{format:n}=this,r=n.times({timeStyle:`medium`}),a=n.times({timeStyle:`short`}),o=e=>new Date(Number(e)*1e3);this.chart=F(this.renderRoot.querySelector(`.chart`),{autoSize:!0,layout:{background:{color:`transparent`},textColor:e,fontFamily:getComputedStyle(this).fontFamily,attributionLogo:!0},grid:{vertLines:{visible:!1},horzLines:{color:t}},rightPriceScale:{borderColor:t},timeScale:{borderColor:t,timeVisible:!0,secondsVisible:!0,rightOffset:4,tickMarkFormatter:e=>a(o(e))},localization:{locale:n.language,timeFormatter:e=>r(o(e)),priceFormatter:e=>n.number(e,i(this.tick)??2)}});let[s,c]=[L(this,`--success-color`),L(this,`--error-color`)];this.series=this.chart.addSeries(N,{upColor:s,borderUpColor:s,wickUpColor:s,downColor:c,borderDownColor:c,wickDownColor:c,priceFormat:{type:`price`,precision:i(this.tick)??2,minMove:Number(this.tick??.01)},autoscaleInfoProvider:e=>{let t=e(),n=this.levels.map(e=>Number(e.price));return!t?.priceRange||!n.length?t:{...t,priceRange:{minValue:Math.min(t.priceRange.minValue,...n),maxValue:Math.max(t.priceRange.maxValue,...n)}}}}),this.fills=this.chart.addSeries(M,{lineVisible:!1,crosshairMarkerVisible:!1,lastValueVisible:!1,priceLineVisible:!1}),this.markers=I(this.fills,[])}drawCandles(){let{candles:e,shown:t,series:n}=this;if(n&&e!==t){if(t.length>0&&e[0]?.[0]===t[0]?.[0]&&e[t.length-1]?.[0]===t.at(-1)?.[0]&&e.length-t.length<=1&&e.length>=t.length)for(let r of e.slice(t.length-1))n.update(U(r));else n.setData(e.map(U)),this.chart?.timeScale().applyOptions({barSpacing:8}),this.chart?.timeScale().scrollToRealTime();this.shown=e}}drawLevels(){let e=new Map(this.levels.map(e=>[`${e.kind} ${e.name}`,e]));for(let[t,n]of this.lines)e.has(t)||(this.series?.removePriceLine(n),this.lines.delete(t));for(let[t,{kind:n,name:r,price:i}]of e){let e=this.lines.get(t);if(e)e.applyOptions({price:Number(i)});else if(this.series){let e={price:Number(i),color:L(this,V[n]),lineWidth:1,lineStyle:n===`entry`?j.Solid:j.Dashed,axisLabelVisible:!0,title:r};this.lines.set(t,this.series.createPriceLine(e))}}}static{this.styles=[l,d`
      :host {
        display: block;
        isolation: isolate; /* the chart stacks its parts: none of them above the page's header */
        position: relative;
      }
      p {
        inset-inline: 0;
        margin: 0 auto;
        max-width: 36em;
        padding: 0 16px;
        position: absolute;
        text-align: center;
        top: 30%;
        z-index: 4;
      }
      .chart {
        height: clamp(260px, 45vh, 460px);
      }
    `]}};o([t({attribute:!1})],H.prototype,`candles`,void 0),o([t({attribute:!1})],H.prototype,`levels`,void 0),o([t({attribute:!1})],H.prototype,`marks`,void 0),o([t({attribute:!1})],H.prototype,`interval`,void 0),o([t()],H.prototype,`tick`,void 0),o([t({attribute:!1})],H.prototype,`format`,void 0),o([t()],H.prototype,`label`,void 0),o([t()],H.prototype,`empty`,void 0),H=o([S(`tradehook-chart`)],H);function U([e,t,n,r,i]){return{time:e,open:Number(t),high:Number(n),low:Number(r),close:Number(i)}}var W=class extends n{constructor(...e){super(...e),this.label=``,this.items=[]}render(){return r`<button
        class="icon-button"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded="false"
        @click=${this.show}
      >
        ${f(x)}
      </button>
      <tradehook-popup-menu></tradehook-popup-menu>`}show(e){e.stopPropagation(),this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,this.label,this.items)}static{this.styles=[l]}};o([t()],W.prototype,`label`,void 0),o([t({attribute:!1})],W.prototype,`items`,void 0),W=o([C(`tradehook-menu`)],W);function G(e,t,n,r){let i=e=>t.price(e,n.price_tick),o=e=>`${t.number(e)} ${n.base}`,s=t=>A(e,`close_reason`,t),c=()=>{let t=A(e,`purpose`,r.purpose);return r.purpose===`dca`||r.purpose===`take_profit`?`${t} ${Number(r.leg)+1}`:t},l=(t,n,a)=>r.price===null?e(n,a):e(t,{...a,price:i(r.price)});switch(r.event){case`accepted`:return e(`story.accepted`,{signal:String(r.signal_id)});case`placed`:return r.trigger?e(`story.placed_trigger`,{order:c(),amount:o(r.amount),price:i(r.trigger)}):e(`story.placed`,{order:c(),amount:o(r.amount),price:i(r.price)});case`filled`:return e(r.complete?`story.filled`:`story.partly_filled`,{order:c(),filled:o(r.filled),amount:o(r.amount),price:i(r.price)});case`rejected`:return e(`story.rejected`,{order:c(),message:a(String(r.message??r.code??``))});case`unknown`:return e(`story.unknown`,{order:c()});case`cancelled_outside`:return e(`story.cancelled_outside`,{order:c()});case`changed_outside`:return e(r.by?`story.taken_by_ours`:`story.changed_outside`,{amount:o(r.amount),price:i(r.price),size:o(r.size)});case`entries_cancelled`:return e(r.dca?`story.entries_cancelled`:`story.entry_cancelled`,{reason:s(r.reason)});case`stop_set`:case`stop_moved`:return r.price===null?e(`story.emergency_set`,{price:i(r.emergency)}):e(`story.${r.event}`,{price:i(r.price),why:A(e,`stop_cause`,r.why)});case`stop_waits`:return e(`story.stop_waits`,{price:i(r.price),why:A(e,`stop_cause`,r.why)});case`targets`:return e(`story.targets`,{prices:r.prices.map(i).join(` · `)});case`targets_changed`:return e(r.filled?`story.targets_changed_filled`:`story.targets_changed`,{count:String(r.count),filled:String(r.filled)});case`auto_close_changed`:return e(`story.auto_close_changed`,{minutes:t.number(Number(r.seconds)/60)});case`cool_down_started`:return e(`story.cool_down_started`,{price:i(r.price),until:t.time(r.until)});case`cool_down_ended`:return e(`story.cool_down_ended`,{price:i(r.price)});case`trailing_started`:case`trailing_hit`:return e(`story.${r.event}`,{number:String(Number(r.leg)+1),price:i(r.price)});case`trailing_reset`:return e(`story.trailing_reset`,{number:String(Number(r.leg)+1)});case`increase_asked`:case`reduce_asked`:return l(`story.${r.event}_limit`,`story.${r.event}`,{amount:o(r.amount)});case`increase_cut`:return e(`story.increase_cut`,{amount:o(r.amount)});case`entry_resized`:return e(`story.entry_resized`,{amount:o(r.amount)});case`close_asked`:return r.mark?e(`story.close_asked_mark`,{reason:s(r.reason),price:i(r.mark)}):l(`story.close_asked_limit`,`story.close_asked`,{reason:s(r.reason)});case`ended`:{let i=t.money(r.profit,n.quote,!0);return`${e(r.status===`closed`?`story.closed`:`story.${r.status}`,{reason:s(r.reason),profit:i})}${r.dust?` ${e(`story.dust`,{dust:o(r.dust)})}`:``}${r.message?` ${a(String(r.message))}`:``}`}default:return A(e,`story`,r.event)}}function K(e,t){let{t:n,format:i}=e,a=g.has(t.status),o=z(t),l=(e,n=!1)=>i.money(e,t.quote,n),u=e=>i.price(e,t.price_tick),d=(e,t,i=``,a=``)=>r`<div data-fact=${e}>
    <dt class="soft">${n(`column.${e}`)}</dt>
    <dd class="number ${i}">
      ${t}${a?r` <span class="soft note-inline">${a}</span>`:s}
    </dd>
  </div>`,f=e=>{let n=B(t.mark_price,e);return n===null?``:i.percent(n)},p=c(t.profit);return r`<dl class="card facts">
    ${d(`profit`,l(t.profit,!0),p)}
    ${d(`profit_percentage`,i.percent(t.profit_percentage),p)}
    ${t.leverage>1?d(`roe_percentage`,i.percent(t.roe_percentage),p):s}
    ${a?d(`exit_price`,u(t.exit_price)):r`${d(`unrealized_profit`,l(t.unrealized_profit,!0),c(t.unrealized_profit))}
        ${d(`realized_profit`,l(t.realized_profit,!0),c(t.realized_profit))}
        ${d(`size`,`${i.number(t.size)} ${t.base}`)} ${d(`value`,l(t.value))}`}
    ${d(`entry_price`,ee(e,t))}
    ${a?s:r`${d(`mark_price`,u(t.mark_price))}
        ${t.no_stop?d(`stop_price`,n(`positions.no_stop`),`loss strong`):d(`stop_price`,u(t.stop_price),``,f(t.stop_price))}
        ${d(`next_target_price`,u(t.next_target_price),``,f(t.next_target_price))}
        ${d(`risk`,l(t.risk))} ${d(`margin`,l(t.margin))}
        ${o?d(`liquidation_price`,u(t.liquidation_price),``,f(t.liquidation_price)):s}
        ${d(`invested`,l(t.invested))}`}
    ${d(`fees`,l(t.fees))}
    ${o?d(`funding`,l(t.funding,!0)):s}
    ${a?d(`duration`,t.duration===null?`–`:y(n,t.duration)):r`<div data-fact="age">
          <dt class="soft">${n(`column.age`)}</dt>
          <dd class="number">${v(e,re(t))}</dd>
        </div>`}
    ${d(`opened_at`,i.time(t.opened_at))}
    ${t.closed_at?d(`closed_at`,i.time(t.closed_at)):s}
    ${t.close_reason?d(`close_reason`,A(n,`close_reason`,t.close_reason)):s}
  </dl>`}var q=new Set([`pending`,`open`,`closing`]);function J(e){if(!q.has(e.status))return[];let t=[];e.entry_condition_price!==null&&t.push({kind:`entry`,price:e.entry_condition_price});let n=e.stop_loss;if(n){let r=t=>n.resting_stop_price!==null&&Math.abs(Number(n.resting_stop_price)-Number(t))<=1.001*Number(e.price_tick??0),{stop_price:i,emergency_stop_price:a,waiting:o}=n;i!==null&&!r(i)&&t.push({kind:`stop_loss`,price:i}),a!==null&&!r(a)&&t.push({kind:`emergency_stop`,price:a}),o&&t.push({kind:`waiting_stop`,price:o.stop})}return e.status===`closing`||e.take_profit.forEach(({price:n,done:r,position_percentage:i,trailing:a},o)=>{let s=e.orders.some(e=>e.purpose===`take_profit`&&e.leg===o&&k(e.status));!r&&n!==null&&!s&&t.push({kind:`take_profit`,leg:o,price:n,share:i,trailing:a})}),t}var Y=new Set([`dca`,`take_profit`]),X=[`order`,`order_type`,`order_price`,`order_filled`,`order_status`];function ie(e,t){let{t:n}=e,i=J(t);return!t.orders.length&&!i.length?s:r`<section class="card" data-orders>
    <h3>${n(`position.orders`)}</h3>
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${X.map(e=>r`<th role="columnheader">${n(`position.${e}`)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${i.map(n=>ae(e,n,t))}
        ${[...t.orders].reverse().map(n=>oe(e,n,t))}
      </tbody>
    </table>
  </section>`}function ae({t:e,format:t},{kind:n,leg:i,price:a,share:o},c){return r`<tr role="row" data-watched=${n}>
    <td role="cell">
      <b>${e(`watched.${n}`)}${i===void 0?s:` ${i+1}`}</b>
    </td>
    <td role="cell" data-label=${e(`position.order_type`)}>${e(`position.watched`)}</td>
    <td role="cell" class="number" data-label=${e(`position.order_price`)}>
      ${t.price(a,c.price_tick)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_filled`)}>
      ${o===void 0?`–`:e(`position.watched_share`,{share:t.number(o,0)})}
    </td>
    <td role="cell" data-label=${e(`position.order_status`)}>${e(`position.watching`)}</td>
  </tr>`}function oe({t:e,format:t},n,i){let{orders:a}=i,o=n.leg!==null&&Y.has(n.purpose)&&a.length>1;return r`<tr role="row" data-order=${n.purpose}>
    <td role="cell">
      <b>${A(e,`purpose`,n.purpose)}${o?` ${n.leg+1}`:s}</b>
      ${n.message?r`<span class="small error">${R(n.message)}</span>`:s}
    </td>
    <td role="cell" data-label=${e(`position.order_type`)}>
      ${A(e,`order_type`,n.order_type)} · ${e(`side.${n.side}`)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_price`)}>
      ${t.price(n.average_price??n.price,i.price_tick)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_filled`)}>
      ${t.number(n.filled)} / ${t.number(n.amount)}
      <span class="soft">${i.base}</span>
    </td>
    <td role="cell" data-label=${e(`position.order_status`)}>${A(e,`order_status`,n.status)}</td>
  </tr>`}var se=d`
  :host {
    display: grid;
    gap: 16px;
  }
  .head {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .space {
    flex: 1;
  }
  .facts {
    display: grid;
    gap: 12px 16px;
    grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
    margin: 0;
    padding: 16px;
  }
  dt {
    font-size: 12px;
  }
  dd {
    margin: 2px 0 0;
  }
  .strong {
    font-weight: 700;
  }
  .note-inline {
    font-size: 12px;
  }
  .danger-note {
    align-items: center;
    border: 2px solid var(--th-danger);
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    justify-content: space-between;
    margin: 0;
    padding: 12px 16px;
  }
  .quick {
    display: flex;
    gap: 8px;
    justify-content: flex-end;
  }
  .facts .number,
  td.number {
    overflow-wrap: anywhere;
    white-space: normal;
  }
  section {
    overflow: hidden;
    padding: 16px;
  }
  .bar {
    align-items: center;
    display: flex;
    justify-content: space-between;
  }
  ul,
  ol {
    list-style: none;
    margin: 8px 0 0;
    padding: 0;
  }
  [data-story] li {
    flex-wrap: nowrap;
  }
  [data-story] li > span {
    overflow-wrap: anywhere;
  }
  time {
    flex: none;
    text-align: end;
  }
  .end {
    text-align: end;
  }
  table {
    border-collapse: collapse;
    margin-top: 8px;
    width: 100%;
  }
  th {
    color: var(--th-soft);
    font-size: 12px;
    font-weight: 500;
    padding: 4px 0;
    text-align: start;
  }
  td {
    border-top: 1px solid var(--th-line);
    padding-block: 10px;
    padding-inline: 0 12px;
    vertical-align: top;
  }
  td b {
    font-weight: 500;
  }
  @media (max-width: 700px) {
    :host {
      padding-bottom: 72px;
    }
    /* Within reach of a thumb, wherever one has scrolled to */
    .quick {
      background: var(--ha-card-background, var(--card-background-color));
      border-top: 1px solid var(--th-line);
      inset-block-end: 0;
      inset-inline: 0;
      padding: 10px 16px calc(10px + env(safe-area-inset-bottom, 0px));
      position: fixed;
      z-index: 2;
    }
    .quick .button {
      flex: 1;
      min-height: 48px;
      padding: 8px;
    }
    .facts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    [data-fills] li {
      flex-direction: column;
      gap: 4px;
    }
    .end {
      text-align: start;
    }
    [data-story] li {
      flex-direction: column;
      gap: 2px;
    }
    time {
      text-align: start;
    }
    table,
    tbody {
      display: block;
    }
    thead {
      clip-path: inset(50%);
      position: absolute;
    }
    tr {
      border-top: 1px solid var(--th-line);
      display: grid;
      gap: 6px 12px;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      padding: 10px 0;
    }
    tr:first-child {
      border: 0;
    }
    td {
      border: 0;
      padding: 0;
    }
    td:first-child {
      grid-column: 1 / -1;
    }
    td[data-label]::before {
      color: var(--th-soft);
      content: attr(data-label);
      display: block;
      font-size: 12px;
    }
  }
  li {
    align-items: flex-start;
    border-top: 1px solid var(--th-line);
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    justify-content: space-between;
    padding: 10px 0;
  }
  li:first-child {
    border-top: 0;
  }
  li b {
    font-weight: 500;
  }
  .small {
    display: block;
    font-size: 12px;
    margin-top: 2px;
  }
  .grow {
    flex: 1 1 260px;
  }
  .grow .field {
    font-size: 13px;
    margin-top: 8px;
    resize: none;
  }
  .buttons {
    display: flex;
    gap: 4px;
  }
  .note {
    margin: 0;
    padding: 12px 16px;
  }
  section .note {
    padding: 8px 0;
  }
`,ce=[5,60],Z=[],le=300,ue=`SIM`,Q=27e5,$=class extends n{constructor(...e){super(...e),this.account=``,this.accounts=[],this.positionId=``,this.fills=[],this.story=[],this.links=[],this.more=!1,this.error=``,this.found=``,this.seen=``,this.loading=!1,this.again=!1,this.load=async()=>{if(this.loading){this.again=!0;return}this.loading=!0,this.again=!1;let{place:e}=this;try{let{position:t,fills:n,story:r}=await this.details(),i=await this.ctx.api.links({...e,account:t.account});if(e.position_id!==this.positionId||!this.isConnected)return;this.error=``,this.loaded=t,this.fills=n,this.story=r,this.links=i;let a=t.exchange===ue&&Date.now()-Date.parse(t.opened_at)<Q;this.interval??=a?5:60,await this.follow(t)}catch(t){e.position_id===this.positionId&&(this.error=te(t))}finally{this.loading=!1,this.again&&this.isConnected&&setTimeout(this.load,e.position_id===this.positionId?le:0)}}}connectedCallback(){super.connectedCallback(),this.seen=``,window.addEventListener(h,this.load)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(h,this.load),this.unfollow()}willUpdate(e){e.has(`positionId`)&&(this.found=``,this.loaded=void 0,this.fills=this.story=this.links=[]);let{live:t}=this,n=t?JSON.stringify([t.status,t.size,t.orders,t.stop_loss,t.take_profit]):`over`,r=this.accounts.filter(e=>e.loaded).length,i=`${this.account} ${this.positionId} ${n} ${this.place.account?``:r}`;i!==this.seen&&(this.seen=i,this.load())}get place(){return{account:this.account||this.live?.account||this.found,position_id:this.positionId}}async details(){let{place:e,accounts:t}=this;if(e.account)return this.ctx.api.position(e);let n=Error(this.ctx.t(`position.missing`));for(let{account:r}of t.filter(({loaded:e})=>e))try{let t=await this.ctx.api.position({account:r,position_id:e.position_id});return e.position_id===this.positionId&&(this.found=r),t}catch(e){n=e}throw n}async follow({account:e,symbol:t,opened_at:n,closed_at:r}){let i=`${e} ${t} ${this.interval} ${r}`;if(this.following===i)return;this.unfollow(),this.following=i;let a=await this.ctx.api.market(e,t,this.interval??60,e=>{this.following===i&&(this.candles=w(this.candles??Z,e),e.candles&&(this.more=e.more??!1))},ne(n,r));this.following===i?this.end=a:a()}unfollow(){this.end?.(),this.end=this.following=this.candles=void 0}render(){let{t,format:n}=this.ctx,i=this.live??this.loaded;if(this.error&&!this.live)return r`<p class="card empty error" role="alert">${this.error}</p>`;if(!i)return r`<p class="empty soft" role="status">${t(`common.loading`)}</p>`;let a=`${e(i.symbol)} ${t(`side.${i.side}`)}`,o=m(this.ctx,i,!1),c=i.closed_at!==null,l=E(this.candles,c,this.more);return r`<div class="head">
        <h2>${e(i.symbol)}</h2>
        <span class="chip ${i.side===`long`?`profit`:`loss`}">
          ${t(`side.${i.side}`)}${i.leverage>1?` ${i.leverage}×`:s}
        </span>
        <span class="chip" data-status=${i.status}>${A(t,`status`,i.status)}</span>
        ${b(t,i)}
        <span class="soft">${i.bot_name??t(`positions.removed_bot`)} · ${i.account_name}</span>
        <span class="space"></span>
        ${this.renderQuick(i)}
        ${o.length?r`<tradehook-menu .label=${t(`positions.menu`,{name:a})} .items=${o}></tradehook-menu>`:s}
      </div>
      ${i.no_stop&&Number(i.size)?this.renderNoStop(i):s} ${K(this.ctx,i)}
      ${i.message?r`<p class="card note">${R(i.message)}</p>`:s}
      <section class="card">
        <div class="bar">
          <h3>${t(`position.chart`)}</h3>
          <div class="segments" role="group" aria-label=${t(`position.interval`)}>
            ${ce.map(e=>r`<button
                aria-pressed=${String(e===this.interval)}
                @click=${()=>this.choose(e,i)}
              >
                ${t(`position.interval_${e}`)}
              </button>`)}
          </div>
        </div>
        <tradehook-chart
          .candles=${this.candles??Z}
          .levels=${D(t,i)}
          .marks=${O(t,this.fills)}
          .interval=${this.interval??60}
          .tick=${i.price_tick}
          .format=${n}
          .label=${t(`position.chart_of`,{name:a})}
          .empty=${l?t(l===`loading`?`common.loading`:`position.chart_${l}`):``}
        ></tradehook-chart>
        ${this.renderEarlier()}
      </section>
      ${this.renderLinks()} ${this.renderStory(i)} ${ie(this.ctx,i)}
      ${this.renderFills(i)}`}renderEarlier(){let{t:e,format:t}=this.ctx,n=this.candles?.[0]?.[0];if(n===void 0)return s;let i=new Date(n*1e3).toISOString();return this.fills.some(e=>Date.parse(e.time)<n*1e3)?r`<p class="note soft" data-earlier>${e(`position.chart_earlier`,{time:t.time(i)})}</p>`:s}renderStory(e){let{t,format:n}=this.ctx;return this.story.length?r`<section class="card" data-story>
      <h3>${t(`position.story`)}</h3>
      <ol>
        ${[...this.story].reverse().map(i=>r`<li data-event=${i.event}>
            <span>${G(t,n,e,i)}</span>
            <time class="soft small" datetime=${i.at}>${n.time(i.at)}</time>
          </li>`)}
      </ol>
    </section>`:s}renderNoStop(e){let{t}=this.ctx,n=_(this.ctx,e).find(({key:e})=>e===`exits`);return r`<p class="card danger-note" role="alert" data-no-stop-note>
      <span><b>${t(`positions.no_stop`)}.</b> ${t(`positions.no_stop_why`)}</span>
      ${n?r`<button class="button danger" @click=${n.act}>${t(`position.set_stop`)}</button>`:s}
    </p>`}renderQuick(e){let{t}=this.ctx,n=_(this.ctx,e);return n.length?r`<div class="quick" role="group" aria-label=${t(`position.quick`)} data-quick>
      ${n.map(({key:e,label:t,act:n,danger:i})=>r`<button class="button ${i?`danger`:`outlined`}" data-quick-action=${e??``} @click=${n}>
            ${t}
          </button>`)}
    </div>`:s}renderFills(e){let{t,format:n}=this.ctx;return this.fills.length?r`<section class="card" data-fills>
      <h3>${t(`position.fills`)}</h3>
      <ul>
        ${this.fills.map(i=>r`<li>
            <span>
              <b>${A(t,`purpose`,i.purpose)}</b>
              <span class="soft small">${n.time(i.time)}</span>
            </span>
            <span class="number end">
              ${n.number(i.amount)} ${e.base} @
              ${n.price(i.price,e.price_tick)}
              <span class="soft small">
                ${t(`position.fee`,{fee:`${n.number(i.fee)} ${i.fee_currency}`})}
              </span>
            </span>
          </li>`)}
      </ul>
    </section>`:s}renderLinks(){let{t:e,format:t}=this.ctx;return!this.live&&!this.links.length?s:r`<section class="card" data-links>
      <h3>${e(`position.links`)}</h3>
      ${this.links.length?r`<ul>
            ${this.links.map(n=>r`<li>
                <span class="grow">
                  <b>${e(`link.${n.mode}`)}</b>
                  <span class="soft small">${t.time(n.created_at)}</span>
                  ${n.question?r`<span class="soft small">${e(`link.asks`)}</span>`:s}
                  <textarea class="field" rows="2" readonly dir="ltr" aria-label=${e(`position.link_url`)} .value=${n.url}></textarea>
                </span>
                <span class="buttons">
                  <button class="button outlined" @click=${this.copy}>${e(`common.copy`)}</button>
                  <button class="button plain" @click=${()=>this.revoke(n)}>${e(`position.revoke`)}</button>
                </span>
              </li>`)}
          </ul>`:r`<p class="note soft">${e(`position.no_links`)}</p>`}
    </section>`}choose(e,t){this.interval=e,this.follow(t)}async copy(e){let t=e.target.closest(`li`)?.querySelector(`textarea`);t&&await p(t)&&this.ctx.say(this.ctx.t(`common.copied`))}revoke(e){let{t,api:n}=this.ctx;this.ctx.ask({title:t(`position.revoke_title`),text:t(`position.revoke_text`),confirm:t(`position.revoke`),danger:!0,act:async()=>(await n.revokeLink(this.place.account,e.link_id),this.links=this.links.filter(t=>t.link_id!==e.link_id),t(`position.revoked`))})}static{this.styles=[l,se]}};o([t({attribute:!1})],$.prototype,`ctx`,void 0),o([t()],$.prototype,`account`,void 0),o([t({attribute:!1})],$.prototype,`accounts`,void 0),o([t({attribute:`position-id`})],$.prototype,`positionId`,void 0),o([t({attribute:!1})],$.prototype,`live`,void 0),o([u()],$.prototype,`loaded`,void 0),o([u()],$.prototype,`fills`,void 0),o([u()],$.prototype,`story`,void 0),o([u()],$.prototype,`links`,void 0),o([u()],$.prototype,`candles`,void 0),o([u()],$.prototype,`more`,void 0),o([u()],$.prototype,`interval`,void 0),o([u()],$.prototype,`error`,void 0),$=o([C(`tradehook-position`)],$);export{$ as PositionView};
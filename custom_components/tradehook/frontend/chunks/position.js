import{_ as e,a as t,b as n,c as r,d as i,f as a,h as o,l as s,m as c,n as l,p as u,s as d,t as f}from"./styles.js";import{C as p,_ as m,f as ee,g as h,i as te,l as g,m as _,n as v,o as y,s as b,x}from"./position-row.js";import{i as S}from"./equity.js";import{i as C,n as ne,r as w,t as T}from"./candles.js";import{n as E,r as D,t as O}from"./levels.js";import{i as k}from"./localize.js";import{a as A,c as j,i as M,n as N,o as P,r as F,t as I}from"./colour.js";import{t as L}from"./sentence.js";import{n as R,r as re,t as z}from"./worth.js";var B={entry:`--primary-color`,dca:`--warning-color`,take_profit:`--success-color`,stop:`--error-color`},V=class extends c{constructor(...e){super(...e),this.candles=[],this.levels=[],this.marks=[],this.interval=60,this.tick=null,this.label=``,this.empty=``,this.lines=new Map,this.shown=[],this.look=``}render(){return e`<div class="chart" role="figure" aria-label=${this.label} dir="ltr"></div>
      ${this.empty?e`<p class="soft" role="status">${this.empty}</p>`:o}`}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.draw()}disconnectedCallback(){super.disconnectedCallback(),this.forget()}forget(){this.chart?.remove(),this.chart=this.series=this.fills=this.markers=void 0,this.lines.clear(),this.shown=[]}updated(e){e.has(`format`)&&this.forget(),this.draw()}draw(){let e=N(this);e!==this.look&&this.forget(),this.look=e,this.make(),this.drawCandles(),this.drawLevels(),this.drawMarks()}drawMarks(){let e=w(this.marks,this.candles,this.interval),t=new Map(e.map(({time:e,price:t})=>[e,t]));this.fills?.setData([...t].map(([e,t])=>({time:e,value:t}))),this.markers?.setMarkers(e.map(({time:e,price:t,side:n,name:r})=>({time:e,price:t,position:n===`buy`?`atPriceBottom`:`atPriceTop`,shape:n===`buy`?`arrowUp`:`arrowDown`,color:I(this,n===`buy`?`--success-color`:`--error-color`),text:r})))}make(){if(this.chart)return;let e=I(this,`--secondary-text-color`),t=I(this,`--divider-color`),{format:n}=this,i=n.times({timeStyle:`medium`}),a=n.times({timeStyle:`short`}),o=e=>new Date(Number(e)*1e3);this.chart=P(this.renderRoot.querySelector(`.chart`),{autoSize:!0,layout:{background:{color:`transparent`},textColor:e,fontFamily:getComputedStyle(this).fontFamily,attributionLogo:!0},grid:{vertLines:{visible:!1},horzLines:{color:t}},rightPriceScale:{borderColor:t},timeScale:{borderColor:t,timeVisible:!0,secondsVisible:!0,rightOffset:4,tickMarkFormatter:e=>a(o(e))},localization:{locale:n.language,timeFormatter:e=>i(o(e)),priceFormatter:e=>n.number(e,r(this.tick)??2)}});let[s,c]=[I(this,`--success-color`),I(this,`--error-color`)];this.series=this.chart.addSeries(M,{upColor:s,borderUpColor:s,wickUpColor:s,downColor:c,borderDownColor:c,wickDownColor:c,priceFormat:{type:`price`,precision:r(this.tick)??2,minMove:Number(this.tick??.01)},autoscaleInfoProvider:e=>{let t=e(),n=this.levels.map(e=>Number(e.price));return!t?.priceRange||!n.length?t:{...t,priceRange:{minValue:Math.min(t.priceRange.minValue,...n),maxValue:Math.max(t.priceRange.maxValue,...n)}}}}),this.fills=this.chart.addSeries(j,{lineVisible:!1,crosshairMarkerVisible:!1,lastValueVisible:!1,priceLineVisible:!1}),this.markers=F(this.fills,[])}drawCandles(){let{candles:e,shown:t,series:n}=this;if(n&&e!==t){if(t.length>0&&e[0]?.[0]===t[0]?.[0]&&e[t.length-1]?.[0]===t.at(-1)?.[0]&&e.length-t.length<=1&&e.length>=t.length)for(let r of e.slice(t.length-1))n.update(H(r));else n.setData(e.map(H)),this.chart?.timeScale().applyOptions({barSpacing:8}),this.chart?.timeScale().scrollToRealTime();this.shown=e}}drawLevels(){let e=new Map(this.levels.map(e=>[`${e.kind} ${e.name}`,e]));for(let[t,n]of this.lines)e.has(t)||(this.series?.removePriceLine(n),this.lines.delete(t));for(let[t,{kind:n,name:r,price:i}]of e){let e=this.lines.get(t);if(e)e.applyOptions({price:Number(i)});else if(this.series){let e={price:Number(i),color:I(this,B[n]),lineWidth:1,lineStyle:n===`entry`?A.Solid:A.Dashed,axisLabelVisible:!0,title:r};this.lines.set(t,this.series.createPriceLine(e))}}}static{this.styles=[f,n`
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
    `]}};t([u({attribute:!1})],V.prototype,`candles`,void 0),t([u({attribute:!1})],V.prototype,`levels`,void 0),t([u({attribute:!1})],V.prototype,`marks`,void 0),t([u({attribute:!1})],V.prototype,`interval`,void 0),t([u()],V.prototype,`tick`,void 0),t([u({attribute:!1})],V.prototype,`format`,void 0),t([u()],V.prototype,`label`,void 0),t([u()],V.prototype,`empty`,void 0),V=t([S(`tradehook-chart`)],V);function H([e,t,n,r,i]){return{time:e,open:Number(t),high:Number(n),low:Number(r),close:Number(i)}}var U=class extends c{constructor(...e){super(...e),this.label=``,this.items=[]}render(){return e`<button
        class="icon-button"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded="false"
        @click=${this.show}
      >
        ${p(x)}
      </button>
      <tradehook-popup-menu></tradehook-popup-menu>`}show(e){e.stopPropagation(),this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,this.label,this.items)}static{this.styles=[f]}};t([u()],U.prototype,`label`,void 0),t([u({attribute:!1})],U.prototype,`items`,void 0),U=t([l(`tradehook-menu`)],U);function W(e,t,n,r){let i=e=>t.price(e,n.price_tick),a=e=>`${t.number(e)} ${n.base}`,o=t=>k(e,`close_reason`,t),s=()=>{let t=k(e,`purpose`,r.purpose);return r.purpose===`dca`||r.purpose===`take_profit`?`${t} ${Number(r.leg)+1}`:t},c=(t,n,a)=>r.price===null?e(n,a):e(t,{...a,price:i(r.price)});switch(r.event){case`accepted`:return e(`story.accepted`,{signal:String(r.signal_id)});case`placed`:return r.trigger?e(`story.placed_trigger`,{order:s(),amount:a(r.amount),price:i(r.trigger)}):e(`story.placed`,{order:s(),amount:a(r.amount),price:i(r.price)});case`filled`:return e(r.complete?`story.filled`:`story.partly_filled`,{order:s(),filled:a(r.filled),amount:a(r.amount),price:i(r.price)});case`rejected`:return e(`story.rejected`,{order:s(),message:String(r.message??r.code??``)});case`unknown`:return e(`story.unknown`,{order:s()});case`cancelled_outside`:return e(`story.cancelled_outside`,{order:s()});case`changed_outside`:return e(r.by?`story.taken_by_ours`:`story.changed_outside`,{amount:a(r.amount),price:i(r.price),size:a(r.size)});case`entries_cancelled`:return e(r.dca?`story.entries_cancelled`:`story.entry_cancelled`,{reason:o(r.reason)});case`stop_set`:case`stop_moved`:return r.price===null?e(`story.emergency_set`,{price:i(r.emergency)}):e(`story.${r.event}`,{price:i(r.price),why:k(e,`stop_cause`,r.why)});case`stop_waits`:return e(`story.stop_waits`,{price:i(r.price),why:k(e,`stop_cause`,r.why)});case`targets`:return e(`story.targets`,{prices:r.prices.map(i).join(` · `)});case`targets_changed`:return e(r.filled?`story.targets_changed_filled`:`story.targets_changed`,{count:String(r.count),filled:String(r.filled)});case`auto_close_changed`:return e(`story.auto_close_changed`,{minutes:t.number(Number(r.seconds)/60)});case`cool_down_started`:return e(`story.cool_down_started`,{price:i(r.price),until:t.time(r.until)});case`cool_down_ended`:return e(`story.cool_down_ended`,{price:i(r.price)});case`trailing_started`:case`trailing_hit`:return e(`story.${r.event}`,{number:String(Number(r.leg)+1),price:i(r.price)});case`trailing_reset`:return e(`story.trailing_reset`,{number:String(Number(r.leg)+1)});case`increase_asked`:case`reduce_asked`:return c(`story.${r.event}_limit`,`story.${r.event}`,{amount:a(r.amount)});case`increase_cut`:return e(`story.increase_cut`,{amount:a(r.amount)});case`entry_resized`:return e(`story.entry_resized`,{amount:a(r.amount)});case`close_asked`:return r.mark?e(`story.close_asked_mark`,{reason:o(r.reason),price:i(r.mark)}):c(`story.close_asked_limit`,`story.close_asked`,{reason:o(r.reason)});case`ended`:{let i=t.money(r.profit,n.quote,!0);return`${e(r.status===`closed`?`story.closed`:`story.${r.status}`,{reason:o(r.reason),profit:i})}${r.dust?` ${e(`story.dust`,{dust:a(r.dust)})}`:``}${r.message?` ${String(r.message)}`:``}`}default:return k(e,`story`,r.event)}}function G(t,n){let{t:r,format:a}=t,s=g.has(n.status),c=R(n),l=(e,t=!1)=>a.money(e,n.quote,t),u=e=>a.price(e,n.price_tick),d=(t,n,i=``,a=``)=>e`<div data-fact=${t}>
    <dt class="soft">${r(`column.${t}`)}</dt>
    <dd class="number ${i}">
      ${n}${a?e` <span class="soft note-inline">${a}</span>`:o}
    </dd>
  </div>`,f=e=>{let t=z(n.mark_price,e);return t===null?``:a.percent(t)},p=i(n.profit);return e`<dl class="card facts">
    ${d(`profit`,l(n.profit,!0),p)}
    ${d(`profit_percentage`,a.percent(n.profit_percentage),p)}
    ${n.leverage>1?d(`roe_percentage`,a.percent(n.roe_percentage),p):o}
    ${s?d(`exit_price`,u(n.exit_price)):e`${d(`unrealized_profit`,l(n.unrealized_profit,!0),i(n.unrealized_profit))}
        ${d(`realized_profit`,l(n.realized_profit,!0),i(n.realized_profit))}
        ${d(`size`,`${a.number(n.size)} ${n.base}`)} ${d(`value`,l(n.value))}`}
    ${d(`entry_price`,te(t,n))}
    ${s?o:e`${d(`mark_price`,u(n.mark_price))}
        ${n.no_stop?d(`stop_price`,r(`positions.no_stop`),`loss strong`):d(`stop_price`,u(n.stop_price),``,f(n.stop_price))}
        ${d(`next_target_price`,u(n.next_target_price),``,f(n.next_target_price))}
        ${d(`risk`,l(n.risk))} ${d(`margin`,l(n.margin))}
        ${c?d(`liquidation_price`,u(n.liquidation_price),``,f(n.liquidation_price)):o}
        ${d(`invested`,l(n.invested))}`}
    ${d(`fees`,l(n.fees))}
    ${c?d(`funding`,l(n.funding,!0)):o}
    ${s?d(`duration`,n.duration===null?`–`:y(r,n.duration)):e`<div data-fact="age">
          <dt class="soft">${r(`column.age`)}</dt>
          <dd class="number">${v(t,re(n))}</dd>
        </div>`}
    ${d(`opened_at`,a.time(n.opened_at))}
    ${n.closed_at?d(`closed_at`,a.time(n.closed_at)):o}
    ${n.close_reason?d(`close_reason`,k(r,`close_reason`,n.close_reason)):o}
  </dl>`}var K=new Set([`pending`,`open`,`closing`]);function q(e){if(!K.has(e.status))return[];let t=[];e.entry_condition_price!==null&&t.push({kind:`entry`,price:e.entry_condition_price});let n=e.stop_loss;if(n){let r=t=>n.resting_stop_price!==null&&Math.abs(Number(n.resting_stop_price)-Number(t))<=1.001*Number(e.price_tick??0),{stop_price:i,emergency_stop_price:a,waiting:o}=n;i!==null&&!r(i)&&t.push({kind:`stop_loss`,price:i}),a!==null&&!r(a)&&t.push({kind:`emergency_stop`,price:a}),o&&t.push({kind:`waiting_stop`,price:o.stop})}return e.status===`closing`||e.take_profit.forEach(({price:n,done:r,position_percentage:i,trailing:a},o)=>{let s=e.orders.some(e=>e.purpose===`take_profit`&&e.leg===o&&O(e.status));!r&&n!==null&&!s&&t.push({kind:`take_profit`,leg:o,price:n,share:i,trailing:a})}),t}var J=new Set([`dca`,`take_profit`]),Y=[`order`,`order_type`,`order_price`,`order_filled`,`order_status`];function X(t,n){let{t:r}=t,i=q(n);return!n.orders.length&&!i.length?o:e`<section class="card" data-orders>
    <h3>${r(`position.orders`)}</h3>
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${Y.map(t=>e`<th role="columnheader">${r(`position.${t}`)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${i.map(e=>Z(t,e,n))}
        ${[...n.orders].reverse().map(e=>ie(t,e,n))}
      </tbody>
    </table>
  </section>`}function Z({t,format:n},{kind:r,leg:i,price:a,share:s},c){return e`<tr role="row" data-watched=${r}>
    <td role="cell">
      <b>${t(`watched.${r}`)}${i===void 0?o:` ${i+1}`}</b>
    </td>
    <td role="cell" data-label=${t(`position.order_type`)}>${t(`position.watched`)}</td>
    <td role="cell" class="number" data-label=${t(`position.order_price`)}>
      ${n.price(a,c.price_tick)}
    </td>
    <td role="cell" class="number" data-label=${t(`position.order_filled`)}>
      ${s===void 0?`–`:t(`position.watched_share`,{share:n.number(s,0)})}
    </td>
    <td role="cell" data-label=${t(`position.order_status`)}>${t(`position.watching`)}</td>
  </tr>`}function ie({t,format:n},r,i){let{orders:a}=i,s=r.leg!==null&&J.has(r.purpose)&&a.length>1;return e`<tr role="row" data-order=${r.purpose}>
    <td role="cell">
      <b>${k(t,`purpose`,r.purpose)}${s?` ${r.leg+1}`:o}</b>
      ${r.message?e`<span class="small error">${L(r.message)}</span>`:o}
    </td>
    <td role="cell" data-label=${t(`position.order_type`)}>
      ${k(t,`order_type`,r.order_type)} · ${t(`side.${r.side}`)}
    </td>
    <td role="cell" class="number" data-label=${t(`position.order_price`)}>
      ${n.price(r.average_price??r.price,i.price_tick)}
    </td>
    <td role="cell" class="number" data-label=${t(`position.order_filled`)}>
      ${n.number(r.filled)} / ${n.number(r.amount)}
      <span class="soft">${i.base}</span>
    </td>
    <td role="cell" data-label=${t(`position.order_status`)}>${k(t,`order_status`,r.status)}</td>
  </tr>`}var ae=n`
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
`,oe=[5,60],Q=[],se=300,ce=`SIM`,le=27e5,$=class extends c{constructor(...e){super(...e),this.account=``,this.accounts=[],this.positionId=``,this.fills=[],this.story=[],this.links=[],this.more=!1,this.error=``,this.found=``,this.seen=``,this.loading=!1,this.again=!1,this.load=async()=>{if(this.loading){this.again=!0;return}this.loading=!0,this.again=!1;let{place:e}=this;try{let{position:t,fills:n,story:r}=await this.details(),i=await this.ctx.api.links({...e,account:t.account});if(e.position_id!==this.positionId||!this.isConnected)return;this.error=``,this.loaded=t,this.fills=n,this.story=r,this.links=i;let a=t.exchange===ce&&Date.now()-Date.parse(t.opened_at)<le;this.interval??=a?5:60,await this.follow(t)}catch(t){e.position_id===this.positionId&&(this.error=d(t))}finally{this.loading=!1,this.again&&this.isConnected&&setTimeout(this.load,e.position_id===this.positionId?se:0)}}}connectedCallback(){super.connectedCallback(),this.seen=``,window.addEventListener(h,this.load)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(h,this.load),this.unfollow()}willUpdate(e){e.has(`positionId`)&&(this.found=``,this.loaded=void 0,this.fills=this.story=this.links=[]);let{live:t}=this,n=t?JSON.stringify([t.status,t.size,t.orders,t.stop_loss,t.take_profit]):`over`,r=this.accounts.filter(e=>e.loaded).length,i=`${this.account} ${this.positionId} ${n} ${this.place.account?``:r}`;i!==this.seen&&(this.seen=i,this.load())}get place(){return{account:this.account||this.live?.account||this.found,position_id:this.positionId}}async details(){let{place:e,accounts:t}=this;if(e.account)return this.ctx.api.position(e);let n=Error(this.ctx.t(`position.missing`));for(let{account:r}of t.filter(({loaded:e})=>e))try{let t=await this.ctx.api.position({account:r,position_id:e.position_id});return e.position_id===this.positionId&&(this.found=r),t}catch(e){n=e}throw n}async follow({account:e,symbol:t,opened_at:n,closed_at:r}){let i=`${e} ${t} ${this.interval} ${r}`;if(this.following===i)return;this.unfollow(),this.following=i;let a=await this.ctx.api.market(e,t,this.interval??60,e=>{this.following===i&&(this.candles=ne(this.candles??Q,e),e.candles&&(this.more=e.more??!1))},C(n,r));this.following===i?this.end=a:a()}unfollow(){this.end?.(),this.end=this.following=this.candles=void 0}render(){let{t,format:n}=this.ctx,r=this.live??this.loaded;if(this.error&&!this.live)return e`<p class="card empty error" role="alert">${this.error}</p>`;if(!r)return e`<p class="empty soft" role="status">${t(`common.loading`)}</p>`;let i=`${s(r.symbol)} ${t(`side.${r.side}`)}`,a=ee(this.ctx,r,!1),c=r.closed_at!==null,l=T(this.candles,c,this.more);return e`<div class="head">
        <h2>${s(r.symbol)}</h2>
        <span class="chip ${r.side===`long`?`profit`:`loss`}">
          ${t(`side.${r.side}`)}${r.leverage>1?` ${r.leverage}×`:o}
        </span>
        <span class="chip" data-status=${r.status}>${k(t,`status`,r.status)}</span>
        ${b(t,r)}
        <span class="soft">${r.bot_name??t(`positions.removed_bot`)} · ${r.account_name}</span>
        <span class="space"></span>
        ${this.renderQuick(r)}
        ${a.length?e`<tradehook-menu .label=${t(`positions.menu`,{name:i})} .items=${a}></tradehook-menu>`:o}
      </div>
      ${r.no_stop&&Number(r.size)?this.renderNoStop(r):o} ${G(this.ctx,r)}
      ${r.message?e`<p class="card note">${L(r.message)}</p>`:o}
      <section class="card">
        <div class="bar">
          <h3>${t(`position.chart`)}</h3>
          <div class="segments" role="group" aria-label=${t(`position.interval`)}>
            ${oe.map(n=>e`<button
                aria-pressed=${String(n===this.interval)}
                @click=${()=>this.choose(n,r)}
              >
                ${t(`position.interval_${n}`)}
              </button>`)}
          </div>
        </div>
        <tradehook-chart
          .candles=${this.candles??Q}
          .levels=${E(t,r)}
          .marks=${D(t,this.fills)}
          .interval=${this.interval??60}
          .tick=${r.price_tick}
          .format=${n}
          .label=${t(`position.chart_of`,{name:i})}
          .empty=${l?t(l===`loading`?`common.loading`:`position.chart_${l}`):``}
        ></tradehook-chart>
        ${this.renderEarlier()}
      </section>
      ${this.renderLinks()} ${this.renderStory(r)} ${X(this.ctx,r)}
      ${this.renderFills(r)}`}renderEarlier(){let{t,format:n}=this.ctx,r=this.candles?.[0]?.[0];if(r===void 0)return o;let i=new Date(r*1e3).toISOString();return this.fills.some(e=>Date.parse(e.time)<r*1e3)?e`<p class="note soft" data-earlier>${t(`position.chart_earlier`,{time:n.time(i)})}</p>`:o}renderStory(t){let{t:n,format:r}=this.ctx;return this.story.length?e`<section class="card" data-story>
      <h3>${n(`position.story`)}</h3>
      <ol>
        ${[...this.story].reverse().map(i=>e`<li data-event=${i.event}>
            <span>${W(n,r,t,i)}</span>
            <time class="soft small" datetime=${i.at}>${r.time(i.at)}</time>
          </li>`)}
      </ol>
    </section>`:o}renderNoStop(t){let{t:n}=this.ctx,r=_(this.ctx,t).find(({key:e})=>e===`exits`);return e`<p class="card danger-note" role="alert" data-no-stop-note>
      <span><b>${n(`positions.no_stop`)}.</b> ${n(`positions.no_stop_why`)}</span>
      ${r?e`<button class="button danger" @click=${r.act}>${n(`position.set_stop`)}</button>`:o}
    </p>`}renderQuick(t){let{t:n}=this.ctx,r=_(this.ctx,t);return r.length?e`<div class="quick" role="group" aria-label=${n(`position.quick`)} data-quick>
      ${r.map(({key:t,label:n,act:r,danger:i})=>e`<button class="button ${i?`danger`:`outlined`}" data-quick-action=${t??``} @click=${r}>
            ${n}
          </button>`)}
    </div>`:o}renderFills(t){let{t:n,format:r}=this.ctx;return this.fills.length?e`<section class="card" data-fills>
      <h3>${n(`position.fills`)}</h3>
      <ul>
        ${this.fills.map(i=>e`<li>
            <span>
              <b>${k(n,`purpose`,i.purpose)}</b>
              <span class="soft small">${r.time(i.time)}</span>
            </span>
            <span class="number end">
              ${r.number(i.amount)} ${t.base} @
              ${r.price(i.price,t.price_tick)}
              <span class="soft small">
                ${n(`position.fee`,{fee:`${r.number(i.fee)} ${i.fee_currency}`})}
              </span>
            </span>
          </li>`)}
      </ul>
    </section>`:o}renderLinks(){let{t,format:n}=this.ctx;return!this.live&&!this.links.length?o:e`<section class="card" data-links>
      <h3>${t(`position.links`)}</h3>
      ${this.links.length?e`<ul>
            ${this.links.map(r=>e`<li>
                <span class="grow">
                  <b>${t(`link.${r.mode}`)}</b>
                  <span class="soft small">${n.time(r.created_at)}</span>
                  ${r.question?e`<span class="soft small">${t(`link.asks`)}</span>`:o}
                  <textarea class="field" rows="2" readonly dir="ltr" aria-label=${t(`position.link_url`)} .value=${r.url}></textarea>
                </span>
                <span class="buttons">
                  <button class="button outlined" @click=${this.copy}>${t(`common.copy`)}</button>
                  <button class="button plain" @click=${()=>this.revoke(r)}>${t(`position.revoke`)}</button>
                </span>
              </li>`)}
          </ul>`:e`<p class="note soft">${t(`position.no_links`)}</p>`}
    </section>`}choose(e,t){this.interval=e,this.follow(t)}async copy(e){let t=e.target.closest(`li`)?.querySelector(`textarea`);t&&await m(t)&&this.ctx.say(this.ctx.t(`common.copied`))}revoke(e){let{t,api:n}=this.ctx;this.ctx.ask({title:t(`position.revoke_title`),text:t(`position.revoke_text`),confirm:t(`position.revoke`),danger:!0,act:async()=>(await n.revokeLink(this.place.account,e.link_id),this.links=this.links.filter(t=>t.link_id!==e.link_id),t(`position.revoked`))})}static{this.styles=[f,ae]}};t([u({attribute:!1})],$.prototype,`ctx`,void 0),t([u()],$.prototype,`account`,void 0),t([u({attribute:!1})],$.prototype,`accounts`,void 0),t([u({attribute:`position-id`})],$.prototype,`positionId`,void 0),t([u({attribute:!1})],$.prototype,`live`,void 0),t([a()],$.prototype,`loaded`,void 0),t([a()],$.prototype,`fills`,void 0),t([a()],$.prototype,`story`,void 0),t([a()],$.prototype,`links`,void 0),t([a()],$.prototype,`candles`,void 0),t([a()],$.prototype,`more`,void 0),t([a()],$.prototype,`interval`,void 0),t([a()],$.prototype,`error`,void 0),$=t([l(`tradehook-position`)],$);export{$ as PositionView};
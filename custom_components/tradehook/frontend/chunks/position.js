import{a as e,c as t,f as n,g as r,h as i,l as a,m as o,n as s,p as c,s as l,t as u,v as d,x as f}from"./styles.js";import{i as p}from"./equity.js";import{a as m,c as h,h as g,l as _,p as v,t as y}from"./no-stop.js";import{i as b,n as x,r as S,t as C}from"./candles.js";import{n as w,r as T}from"./levels.js";import{i as E}from"./localize.js";import{a as D,c as O,i as k,n as A,o as j,r as M,t as N}from"./colour.js";import{t as P}from"./sentence.js";var F={entry:`--primary-color`,dca:`--warning-color`,take_profit:`--success-color`,stop:`--error-color`},I=class extends i{constructor(...e){super(...e),this.candles=[],this.levels=[],this.marks=[],this.interval=60,this.tick=null,this.label=``,this.empty=``,this.lines=new Map,this.shown=[],this.look=``}render(){return d`<div class="chart" role="figure" aria-label=${this.label} dir="ltr"></div>
      ${this.empty?d`<p class="soft" role="status">${this.empty}</p>`:r}`}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.draw()}disconnectedCallback(){super.disconnectedCallback(),this.forget()}forget(){this.chart?.remove(),this.chart=this.series=this.fills=this.markers=void 0,this.lines.clear(),this.shown=[]}updated(e){e.has(`format`)&&this.forget(),this.draw()}draw(){let e=A(this);e!==this.look&&this.forget(),this.look=e,this.make(),this.drawCandles(),this.drawLevels(),this.drawMarks()}drawMarks(){let e=S(this.marks,this.candles,this.interval),t=new Map(e.map(({time:e,price:t})=>[e,t]));this.fills?.setData([...t].map(([e,t])=>({time:e,value:t}))),this.markers?.setMarkers(e.map(({time:e,price:t,side:n,name:r})=>({time:e,price:t,position:n===`buy`?`atPriceBottom`:`atPriceTop`,shape:n===`buy`?`arrowUp`:`arrowDown`,color:N(this,n===`buy`?`--success-color`:`--error-color`),text:r})))}make(){if(this.chart)return;let e=N(this,`--secondary-text-color`),n=N(this,`--divider-color`),{format:r}=this,i=r.times({timeStyle:`medium`}),a=r.times({timeStyle:`short`}),o=e=>new Date(Number(e)*1e3);this.chart=j(this.renderRoot.querySelector(`.chart`),{autoSize:!0,layout:{background:{color:`transparent`},textColor:e,fontFamily:getComputedStyle(this).fontFamily,attributionLogo:!0},grid:{vertLines:{visible:!1},horzLines:{color:n}},rightPriceScale:{borderColor:n},timeScale:{borderColor:n,timeVisible:!0,secondsVisible:!0,rightOffset:4,tickMarkFormatter:e=>a(o(e))},localization:{locale:r.language,timeFormatter:e=>i(o(e)),priceFormatter:e=>r.number(e,t(this.tick)??2)}});let[s,c]=[N(this,`--success-color`),N(this,`--error-color`)];this.series=this.chart.addSeries(k,{upColor:s,borderUpColor:s,wickUpColor:s,downColor:c,borderDownColor:c,wickDownColor:c,priceFormat:{type:`price`,precision:t(this.tick)??2,minMove:Number(this.tick??.01)},autoscaleInfoProvider:e=>{let t=e(),n=this.levels.map(e=>Number(e.price));return!t?.priceRange||!n.length?t:{...t,priceRange:{minValue:Math.min(t.priceRange.minValue,...n),maxValue:Math.max(t.priceRange.maxValue,...n)}}}}),this.fills=this.chart.addSeries(O,{lineVisible:!1,crosshairMarkerVisible:!1,lastValueVisible:!1,priceLineVisible:!1}),this.markers=M(this.fills,[])}drawCandles(){let{candles:e,shown:t,series:n}=this;if(n&&e!==t){if(t.length>0&&e[0]?.[0]===t[0]?.[0]&&e[t.length-1]?.[0]===t.at(-1)?.[0]&&e.length-t.length<=1&&e.length>=t.length)for(let r of e.slice(t.length-1))n.update(L(r));else n.setData(e.map(L)),this.chart?.timeScale().applyOptions({barSpacing:8}),this.chart?.timeScale().scrollToRealTime();this.shown=e}}drawLevels(){let e=new Map(this.levels.map(e=>[`${e.kind} ${e.name}`,e]));for(let[t,n]of this.lines)e.has(t)||(this.series?.removePriceLine(n),this.lines.delete(t));for(let[t,{kind:n,name:r,price:i}]of e){let e=this.lines.get(t);if(e)e.applyOptions({price:Number(i)});else if(this.series){let e={price:Number(i),color:N(this,F[n]),lineWidth:1,lineStyle:n===`entry`?D.Solid:D.Dashed,axisLabelVisible:!0,title:r};this.lines.set(t,this.series.createPriceLine(e))}}}static{this.styles=[u,f`
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
    `]}};e([o({attribute:!1})],I.prototype,`candles`,void 0),e([o({attribute:!1})],I.prototype,`levels`,void 0),e([o({attribute:!1})],I.prototype,`marks`,void 0),e([o({attribute:!1})],I.prototype,`interval`,void 0),e([o()],I.prototype,`tick`,void 0),e([o({attribute:!1})],I.prototype,`format`,void 0),e([o()],I.prototype,`label`,void 0),e([o()],I.prototype,`empty`,void 0),I=e([p(`tradehook-chart`)],I);function L([e,t,n,r,i]){return{time:e,open:Number(t),high:Number(n),low:Number(r),close:Number(i)}}var R=class extends i{constructor(...e){super(...e),this.label=``,this.items=[]}render(){return d`<button
        class="icon-button"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded="false"
        @click=${this.show}
      >
        ${g(v)}
      </button>
      <tradehook-popup-menu></tradehook-popup-menu>`}show(e){e.stopPropagation(),this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,this.label,this.items)}static{this.styles=[u]}};e([o()],R.prototype,`label`,void 0),e([o({attribute:!1})],R.prototype,`items`,void 0),R=e([s(`tradehook-menu`)],R);function z(e,t,n,r){let i=e=>t.price(e,n.price_tick),a=e=>`${t.number(e)} ${n.base}`,o=t=>E(e,`close_reason`,t),s=()=>{let t=E(e,`purpose`,r.purpose);return r.purpose===`dca`||r.purpose===`take_profit`?`${t} ${Number(r.leg)+1}`:t},c=(t,n,a)=>r.price===null?e(n,a):e(t,{...a,price:i(r.price)});switch(r.event){case`accepted`:return e(`story.accepted`,{signal:String(r.signal_id)});case`placed`:return r.trigger?e(`story.placed_trigger`,{order:s(),amount:a(r.amount),price:i(r.trigger)}):e(`story.placed`,{order:s(),amount:a(r.amount),price:i(r.price)});case`filled`:return e(r.complete?`story.filled`:`story.partly_filled`,{order:s(),filled:a(r.filled),amount:a(r.amount),price:i(r.price)});case`rejected`:return e(`story.rejected`,{order:s(),message:String(r.message??r.code??``)});case`unknown`:return e(`story.unknown`,{order:s()});case`cancelled_outside`:return e(`story.cancelled_outside`,{order:s()});case`changed_outside`:return e(r.by?`story.taken_by_ours`:`story.changed_outside`,{amount:a(r.amount),price:i(r.price),size:a(r.size)});case`entries_cancelled`:return e(r.dca?`story.entries_cancelled`:`story.entry_cancelled`,{reason:o(r.reason)});case`stop_set`:case`stop_moved`:return r.price===null?e(`story.emergency_set`,{price:i(r.emergency)}):e(`story.${r.event}`,{price:i(r.price),why:E(e,`stop_cause`,r.why)});case`stop_waits`:return e(`story.stop_waits`,{price:i(r.price),why:E(e,`stop_cause`,r.why)});case`targets`:return e(`story.targets`,{prices:r.prices.map(i).join(` · `)});case`targets_changed`:return e(r.filled?`story.targets_changed_filled`:`story.targets_changed`,{count:String(r.count),filled:String(r.filled)});case`auto_close_changed`:return e(`story.auto_close_changed`,{minutes:t.number(Number(r.seconds)/60)});case`cool_down_started`:return e(`story.cool_down_started`,{price:i(r.price),until:t.time(r.until)});case`cool_down_ended`:return e(`story.cool_down_ended`,{price:i(r.price)});case`trailing_started`:case`trailing_hit`:return e(`story.${r.event}`,{number:String(Number(r.leg)+1),price:i(r.price)});case`trailing_reset`:return e(`story.trailing_reset`,{number:String(Number(r.leg)+1)});case`increase_asked`:case`reduce_asked`:return c(`story.${r.event}_limit`,`story.${r.event}`,{amount:a(r.amount)});case`increase_cut`:return e(`story.increase_cut`,{amount:a(r.amount)});case`entry_resized`:return e(`story.entry_resized`,{amount:a(r.amount)});case`close_asked`:return r.mark?e(`story.close_asked_mark`,{reason:o(r.reason),price:i(r.mark)}):c(`story.close_asked_limit`,`story.close_asked`,{reason:o(r.reason)});case`ended`:{let i=t.money(r.profit,n.quote,!0);return`${e(r.status===`closed`?`story.closed`:`story.${r.status}`,{reason:o(r.reason),profit:i})}${r.dust?` ${e(`story.dust`,{dust:a(r.dust)})}`:``}${r.message?` ${String(r.message)}`:``}`}default:return E(e,`story`,r.event)}}var B=f`
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
`,V=[5,60],H=new Set([`dca`,`take_profit`]),U=[],W=300,G=`SIM`,K=27e5,q=class extends i{constructor(...e){super(...e),this.account=``,this.positionId=``,this.fills=[],this.story=[],this.links=[],this.more=!1,this.error=``,this.seen=``,this.loading=!1,this.again=!1,this.load=async()=>{if(this.loading){this.again=!0;return}this.loading=!0,this.again=!1;let{place:e}=this;try{let[{position:t,fills:n,story:r},i]=await Promise.all([this.ctx.api.position(e),this.ctx.api.links(e)]);if(e.position_id!==this.positionId||!this.isConnected)return;this.error=``,this.loaded=t,this.fills=n,this.story=r,this.links=i;let a=t.exchange===G&&Date.now()-Date.parse(t.opened_at)<K;this.interval??=a?5:60,await this.follow(t)}catch(t){e.position_id===this.positionId&&(this.error=l(t))}finally{this.loading=!1,this.again&&this.isConnected&&setTimeout(this.load,e.position_id===this.positionId?W:0)}}}connectedCallback(){super.connectedCallback(),this.seen=``,window.addEventListener(h,this.load)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(h,this.load),this.unfollow()}willUpdate(e){e.has(`positionId`)&&(this.loaded=void 0,this.fills=this.story=this.links=[]);let{live:t}=this,n=t?JSON.stringify([t.status,t.size,t.orders,t.stop_loss,t.take_profit]):`over`,r=`${this.account} ${this.positionId} ${n}`;r!==this.seen&&(this.seen=r,this.load())}get place(){return{account:this.account,position_id:this.positionId}}async follow({symbol:e,opened_at:t,closed_at:n}){let r=`${this.account} ${e} ${this.interval} ${n}`;if(this.following===r)return;this.unfollow(),this.following=r;let i=await this.ctx.api.market(this.account,e,this.interval??60,e=>{this.following===r&&(this.candles=x(this.candles??U,e),e.candles&&(this.more=e.more??!1))},b(t,n));this.following===r?this.end=i:i()}unfollow(){this.end?.(),this.end=this.following=this.candles=void 0}render(){let{t:e,format:t}=this.ctx,i=this.live??this.loaded;if(this.error&&!this.live)return d`<p class="card empty error" role="alert">${this.error}</p>`;if(!i)return d`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;let o=`${a(i.symbol)} ${e(`side.${i.side}`)}`,s=m(this.ctx,i,!1),c=i.closed_at!==null,l=C(this.candles,c,this.more);return d`<div class="head">
        <h2>${a(i.symbol)}</h2>
        <span class="chip ${i.side===`long`?`profit`:`loss`}">
          ${e(`side.${i.side}`)}${i.leverage>1?` ${i.leverage}×`:r}
        </span>
        <span class="chip" data-status=${i.status}>${E(e,`status`,i.status)}</span>
        ${y(e,i)}
        <span class="soft">${i.bot_name??e(`positions.removed_bot`)} · ${i.account_name}</span>
        <span class="space"></span>
        ${s.length?d`<tradehook-menu .label=${e(`positions.menu`,{name:o})} .items=${s}></tradehook-menu>`:r}
      </div>
      <dl class="card facts">
        ${this.fact(`profit_percentage`,t.percent(i.profit_percentage),n(i.profit_percentage))}
        ${c?r:this.fact(`unrealized_profit`,t.money(i.unrealized_profit,i.quote,!0),n(i.unrealized_profit))}
        ${this.fact(`realized_profit`,t.money(i.realized_profit,i.quote,!0),n(i.realized_profit))}
        ${c?r:this.fact(`size`,`${t.number(i.size)} ${i.base}`)}
        ${this.fact(`entry_price`,t.price(i.entry_price,i.price_tick))}
        ${c?r:this.fact(`mark_price`,t.price(i.mark_price,i.price_tick))}
        ${c?r:this.fact(`invested`,t.money(i.invested,i.quote))}
        ${this.fact(`opened_at`,t.time(i.opened_at))}
        ${i.closed_at?this.fact(`closed_at`,t.time(i.closed_at)):r}
        ${i.close_reason?this.fact(`close_reason`,E(e,`close_reason`,i.close_reason)):r}
      </dl>
      ${i.message?d`<p class="card note">${P(i.message)}</p>`:r}
      <section class="card">
        <div class="bar">
          <h3>${e(`position.chart`)}</h3>
          <div class="segments" role="group" aria-label=${e(`position.interval`)}>
            ${V.map(t=>d`<button
                aria-pressed=${String(t===this.interval)}
                @click=${()=>this.choose(t,i)}
              >
                ${e(`position.interval_${t}`)}
              </button>`)}
          </div>
        </div>
        <tradehook-chart
          .candles=${this.candles??U}
          .levels=${w(e,i)}
          .marks=${T(e,this.fills)}
          .interval=${this.interval??60}
          .tick=${i.price_tick}
          .format=${t}
          .label=${e(`position.chart_of`,{name:o})}
          .empty=${l?e(l===`loading`?`common.loading`:`position.chart_${l}`):``}
        ></tradehook-chart>
        ${this.renderEarlier()}
      </section>
      ${this.renderLinks()} ${this.renderStory(i)} ${this.renderOrders(i)}
      ${this.renderFills(i)}`}renderEarlier(){let{t:e,format:t}=this.ctx,n=this.candles?.[0]?.[0];if(n===void 0)return r;let i=new Date(n*1e3).toISOString();return this.fills.some(e=>Date.parse(e.time)<n*1e3)?d`<p class="note soft" data-earlier>${e(`position.chart_earlier`,{time:t.time(i)})}</p>`:r}renderStory(e){let{t,format:n}=this.ctx;return this.story.length?d`<section class="card" data-story>
      <h3>${t(`position.story`)}</h3>
      <ol>
        ${[...this.story].reverse().map(r=>d`<li data-event=${r.event}>
            <span>${z(t,n,e,r)}</span>
            <time class="soft small" datetime=${r.at}>${n.time(r.at)}</time>
          </li>`)}
      </ol>
    </section>`:r}fact(e,t,n=``){return d`<div>
      <dt class="soft">${this.ctx.t(`column.${e}`)}</dt>
      <dd class="number ${n}">${t}</dd>
    </div>`}renderOrders(e){let{t}=this.ctx;return e.orders.length?d`<section class="card" data-orders>
      <h3>${t(`position.orders`)}</h3>
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            ${[`order`,`order_type`,`order_price`,`order_filled`,`order_status`].map(e=>d`<th role="columnheader">${t(`position.${e}`)}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${[...e.orders].reverse().map(t=>this.renderOrder(t,e))}
        </tbody>
      </table>
    </section>`:r}renderOrder(e,t){let{t:n,format:i}=this.ctx,{orders:a}=t,o=e.leg!==null&&H.has(e.purpose)&&a.length>1;return d`<tr role="row" data-order=${e.purpose}>
      <td role="cell">
        <b>${E(n,`purpose`,e.purpose)}${o?` ${e.leg+1}`:r}</b>
        ${e.message?d`<span class="small error">${P(e.message)}</span>`:r}
      </td>
      <td role="cell" data-label=${n(`position.order_type`)}>
        ${E(n,`order_type`,e.order_type)} · ${n(`side.${e.side}`)}
      </td>
      <td role="cell" class="number" data-label=${n(`position.order_price`)}>
        ${i.price(e.average_price??e.price,t.price_tick)}
      </td>
      <td role="cell" class="number" data-label=${n(`position.order_filled`)}>
        ${i.number(e.filled)} / ${i.number(e.amount)}
        <span class="soft">${t.base}</span>
      </td>
      <td role="cell" data-label=${n(`position.order_status`)}>${E(n,`order_status`,e.status)}</td>
    </tr>`}renderFills(e){let{t,format:n}=this.ctx;return this.fills.length?d`<section class="card" data-fills>
      <h3>${t(`position.fills`)}</h3>
      <ul>
        ${this.fills.map(r=>d`<li>
            <span>
              <b>${E(t,`purpose`,r.purpose)}</b>
              <span class="soft small">${n.time(r.time)}</span>
            </span>
            <span class="number end">
              ${n.number(r.amount)} ${e.base} @
              ${n.price(r.price,e.price_tick)}
              <span class="soft small">
                ${t(`position.fee`,{fee:`${n.number(r.fee)} ${r.fee_currency}`})}
              </span>
            </span>
          </li>`)}
      </ul>
    </section>`:r}renderLinks(){let{t:e,format:t}=this.ctx;return!this.live&&!this.links.length?r:d`<section class="card" data-links>
      <h3>${e(`position.links`)}</h3>
      ${this.links.length?d`<ul>
            ${this.links.map(n=>d`<li>
                <span class="grow">
                  <b>${e(`link.${n.mode}`)}</b>
                  <span class="soft small">${t.time(n.created_at)}</span>
                  ${n.question?d`<span class="soft small">${e(`link.asks`)}</span>`:r}
                  <textarea class="field" rows="2" readonly dir="ltr" aria-label=${e(`position.link_url`)} .value=${n.url}></textarea>
                </span>
                <span class="buttons">
                  <button class="button outlined" @click=${this.copy}>${e(`common.copy`)}</button>
                  <button class="button plain" @click=${()=>this.revoke(n)}>${e(`position.revoke`)}</button>
                </span>
              </li>`)}
          </ul>`:d`<p class="note soft">${e(`position.no_links`)}</p>`}
    </section>`}choose(e,t){this.interval=e,this.follow(t)}async copy(e){let t=e.target.closest(`li`)?.querySelector(`textarea`);t&&await _(t)&&this.ctx.say(this.ctx.t(`common.copied`))}revoke(e){let{t,api:n}=this.ctx;this.ctx.ask({title:t(`position.revoke_title`),text:t(`position.revoke_text`),confirm:t(`position.revoke`),danger:!0,act:async()=>(await n.revokeLink(this.account,e.link_id),this.links=this.links.filter(t=>t.link_id!==e.link_id),t(`position.revoked`))})}static{this.styles=[u,B]}};e([o({attribute:!1})],q.prototype,`ctx`,void 0),e([o()],q.prototype,`account`,void 0),e([o({attribute:`position-id`})],q.prototype,`positionId`,void 0),e([o({attribute:!1})],q.prototype,`live`,void 0),e([c()],q.prototype,`loaded`,void 0),e([c()],q.prototype,`fills`,void 0),e([c()],q.prototype,`story`,void 0),e([c()],q.prototype,`links`,void 0),e([c()],q.prototype,`candles`,void 0),e([c()],q.prototype,`more`,void 0),e([c()],q.prototype,`interval`,void 0),e([c()],q.prototype,`error`,void 0),q=e([s(`tradehook-position`)],q);export{q as PositionView};
import{_ as e,b as t,c as n,f as r,h as i,m as a,n as o,o as s,p as c,r as l,t as u}from"./styles.js";import{a as d,r as f}from"./actions.js";import{i as p}from"./live-host.js";import{t as m}from"./export.js";import{i as h}from"./localize.js";import{t as g}from"./records-filter.js";import{n as _}from"./periods.js";var v=50,y=200,b=[`closed_at`,`opened_at`,`profit`,`profit_percentage`,`r_multiple`,`duration`,`symbol`],x=class extends a{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.rows=[],this.filters={markets:[],tags:[]},this.reasons=[],this.reason=``,this.sort=`closed_at`,this.descending=!0,this.busy=!1,this.error=``,this.asked={},this.loads=0,this.loadMore=async()=>{let e=this.loads;this.busy=!0;try{let t=await this.ctx.api.closedPositions({...this.question,offset:this.rows.length,limit:v});e===this.loads&&(this.rows=[...this.rows,...t.rows])}catch(e){this.ctx.say(p(e))}finally{this.busy=!1}},this.chooseReason=e=>{this.reason=e.target.value,this.load(this.asked)},this.chooseSort=e=>{let[t,n]=e.target.value.split(` `);this.sort=t,this.descending=n===`true`,this.load(this.asked)},this.export=async()=>{let{api:e,t}=this.ctx;this.busy=!0;try{let n=[],r;do{let t=await e.closedPositions({...this.question,offset:n.length,limit:y});n.push(...t.rows),r=t.rows.length?t.count:0}while(n.length<r);let{positionsCsv:i}=await _(async()=>{let{positionsCsv:e}=await import(`./export-formats.js`);return{positionsCsv:e}},[]);m(`tradehook-positions.csv`,i(n)),this.ctx.say(t(`history.exported`,{count:n.length}))}catch(e){this.ctx.say(p(e))}finally{this.busy=!1}}}updated(e){e.has(`stamp`)&&this.filter&&this.load(this.filter.asked)}get question(){let{asked:e,sort:t,descending:n,reason:r}=this;return{...e,sort:t,descending:n,...r?{close_reason:r}:{}}}async load(e){this.asked=e;let t=++this.loads,{api:n}=this.ctx;try{let[{rows:e,...r},i]=await Promise.all([n.closedPositions({...this.question,limit:v}),n.recordFilters()]);if(t!==this.loads)return;[this.rows,this.found,this.filters,this.error]=[e,r,i,``],this.reason||(this.reasons=r.close_reasons)}catch(e){t===this.loads&&(this.error=p(e))}}render(){let{t}=this.ctx;return e`<tradehook-records-filter
        positions
        preset="all"
        .ctx=${this.ctx}
        .accounts=${this.accounts}
        .markets=${this.filters.markets}
        .tags=${this.filters.tags}
        @tradehook-filter=${e=>void this.load(e.detail)}
      >
        <label class="labelled"
          ><span>${t(`column.close_reason`)}</span>
          <select class="field" name="close_reason" @change=${this.chooseReason}>
            <option value="" ?selected=${!this.reason}>${t(`filter.all_reasons`)}</option>
            ${this.reasons.map(n=>e`<option value=${n} ?selected=${n===this.reason}>${h(t,`close_reason`,n)}</option>`)}
          </select>
        </label>
        <label class="labelled"
          ><span>${t(`positions.sort`)}</span>
          <select class="field" name="sort" @change=${this.chooseSort}>
            ${b.flatMap(n=>[!0,!1].map(r=>e`<option value=${`${n} ${r}`} ?selected=${n===this.sort&&r===this.descending}>
                  ${t(`history.sort_${n}`)} ${r?`↓`:`↑`}
                </option>`))}
          </select>
        </label>
      </tradehook-records-filter>
      ${this.error?e`<p class="card empty error" role="alert">${this.error}</p>`:this.renderFound()}`}renderFound(){let{t}=this.ctx,{found:n,rows:r}=this;return n?r.length?e`<div class="sums">
        <ul aria-label=${t(`history.sums`)} data-sums>
          ${n.totals.map(e=>this.renderSums(e))}
        </ul>
        <button class="button outlined" ?disabled=${this.busy} @click=${this.export}>
          ${t(this.busy?`common.working`:`history.export`)}
        </button>
      </div>
      <ul class="card rows">
        ${r.map(e=>this.renderRow(e))}
      </ul>
      ${r.length<n.count?e`<p class="more">
            <button class="button outlined" ?disabled=${this.busy} @click=${this.loadMore}>
              ${t(this.busy?`common.working`:`history.more`)}
            </button>
          </p>`:i}`:e`<div class="card empty">
        <h2>${t(`history.none`)}</h2>
        <p class="soft">${t(`history.none_next`)}</p>
      </div>`:e`<p class="empty soft" role="status">${t(`common.loading`)}</p>`}renderSums(t){let{t:r,format:i}=this.ctx,a=t.closed?`${i.number(100*t.wins/t.closed,0)} %`:`–`;return e`<li data-total=${`${t.account_type}-${t.currency}`}>
      <b class="number ${n(t.profit)}">${i.money(t.profit,t.currency,!0)}</b>
      <span class="soft small">
        ${h(r,`account_type`,t.account_type)} ·
        ${r(`history.sum`,{count:t.count,wins:a,fees:i.money(t.fees,t.currency),funding:i.money(t.funding,t.currency,!0)})}
      </span>
    </li>`}renderRow(t){let{t:r,format:a}=this.ctx,o=d(t),c=t.status===`closed`,l=[c?`${a.price(t.entry_price,t.price_tick)} → ${a.price(t.exit_price,t.price_tick)}`:h(r,`status`,t.status),h(r,`close_reason`,t.close_reason),t.duration===null?``:r(`history.held`,{time:a.duration(t.duration)}),t.r_multiple===null?``:`${a.number(t.r_multiple,2,!0)} R`].filter(Boolean);return e`<li data-position=${t.position_id}>
      <a href=${`/tradehook${o}`} @click=${f(this.ctx,o)}>
        <span>
          <b>${s(t.symbol)}</b>
          <span class="chip ${t.side===`long`?`profit`:`loss`}">${r(`side.${t.side}`)}</span>
          ${t.leverage>1?e`<span class="chip">${t.leverage}×</span>`:i}
          ${t.tags.map(t=>e`<span class="chip">${t}</span>`)}
          <span class="small">${l.join(` · `)}</span>
          <span class="soft small">
            ${r(`history.opened_closed`,{opened:a.time(t.opened_at),closed:a.time(t.closed_at)})} ·
            ${t.bot_name??r(`positions.removed_bot`)}
          </span>
        </span>
        <span class="number end ${n(t.realized_profit)}">
          ${a.money(t.realized_profit,t.quote,!0)}
          <span class="small">${c?a.percent(t.profit_percentage):i}</span>
        </span>
      </a>
    </li>`}static{this.styles=[u,t`
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .sums {
        align-items: start;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        justify-content: space-between;
        margin-bottom: 16px;
      }
      .sums li {
        margin-bottom: 8px;
      }
      .rows li + li {
        border-top: 1px solid var(--th-line);
      }
      .rows a {
        color: inherit;
        display: flex;
        gap: 4px 16px;
        justify-content: space-between;
        padding: 12px 16px;
        text-decoration: none;
      }
      .rows a:hover {
        background: color-mix(in srgb, currentColor 6%, transparent);
      }
      b {
        font-weight: 500;
      }
      .end {
        text-align: end;
      }
      .more {
        text-align: center;
      }
      .small {
        display: block;
        font-size: 12px;
        margin-top: 4px;
      }
    `]}};l([c({attribute:!1})],x.prototype,`ctx`,void 0),l([c({attribute:!1})],x.prototype,`accounts`,void 0),l([c()],x.prototype,`stamp`,void 0),l([r()],x.prototype,`rows`,void 0),l([r()],x.prototype,`found`,void 0),l([r()],x.prototype,`filters`,void 0),l([r()],x.prototype,`reasons`,void 0),l([r()],x.prototype,`reason`,void 0),l([r()],x.prototype,`sort`,void 0),l([r()],x.prototype,`descending`,void 0),l([r()],x.prototype,`busy`,void 0),l([r()],x.prototype,`error`,void 0),l([g(`tradehook-records-filter`)],x.prototype,`filter`,void 0),x=l([o(`tradehook-history`)],x);export{x as HistoryView};
import{c as e,g as t,h as n,m as r,n as i,o as a,p as o,r as s,t as c,v as l,x as u}from"./styles.js";import{a as d,r as f}from"./actions.js";import{i as p}from"./live-host.js";import{t as m}from"./export.js";import{i as h}from"./localize.js";import{t as g}from"./records-filter.js";import{n as _}from"./periods.js";var v=50,y=200,b=[`closed_at`,`opened_at`,`profit`,`profit_percentage`,`r_multiple`,`duration`,`symbol`],x=class extends n{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.rows=[],this.filters={markets:[],tags:[]},this.reasons=[],this.reason=``,this.sort=`closed_at`,this.descending=!0,this.busy=!1,this.error=``,this.asked={},this.loads=0,this.loadMore=async()=>{let e=this.loads;this.busy=!0;try{let t=await this.ctx.api.closedPositions({...this.question,offset:this.rows.length,limit:v});e===this.loads&&(this.rows=[...this.rows,...t.rows])}catch(e){this.ctx.say(p(e))}finally{this.busy=!1}},this.chooseReason=e=>{this.reason=e.target.value,this.load(this.asked)},this.chooseSort=e=>{let[t,n]=e.target.value.split(` `);this.sort=t,this.descending=n===`true`,this.load(this.asked)},this.export=async()=>{let{api:e,t}=this.ctx;this.busy=!0;try{let n=[],r;do{let t=await e.closedPositions({...this.question,offset:n.length,limit:y});n.push(...t.rows),r=t.rows.length?t.count:0}while(n.length<r);let{positionsCsv:i}=await _(async()=>{let{positionsCsv:e}=await import(`./export-formats.js`);return{positionsCsv:e}},[]);m(`tradehook-positions.csv`,i(n)),this.ctx.say(t(`history.exported`,{count:n.length}))}catch(e){this.ctx.say(p(e))}finally{this.busy=!1}}}updated(e){e.has(`stamp`)&&this.filter&&this.load(this.filter.asked)}get question(){let{asked:e,sort:t,descending:n,reason:r}=this;return{...e,sort:t,descending:n,...r?{close_reason:r}:{}}}async load(e){this.asked=e;let t=++this.loads,{api:n}=this.ctx;try{let[{rows:e,...r},i]=await Promise.all([n.closedPositions({...this.question,limit:v}),n.recordFilters()]);if(t!==this.loads)return;[this.rows,this.found,this.filters,this.error]=[e,r,i,``],this.reason||(this.reasons=r.close_reasons)}catch(e){t===this.loads&&(this.error=p(e))}}render(){let{t:e}=this.ctx;return l`<tradehook-records-filter
        positions
        preset="all"
        .ctx=${this.ctx}
        .accounts=${this.accounts}
        .markets=${this.filters.markets}
        .tags=${this.filters.tags}
        @tradehook-filter=${e=>void this.load(e.detail)}
      >
        <label class="labelled"
          ><span>${e(`column.close_reason`)}</span>
          <select class="field" name="close_reason" @change=${this.chooseReason}>
            <option value="" ?selected=${!this.reason}>${e(`filter.all_reasons`)}</option>
            ${this.reasons.map(t=>l`<option value=${t} ?selected=${t===this.reason}>${h(e,`close_reason`,t)}</option>`)}
          </select>
        </label>
        <label class="labelled"
          ><span>${e(`positions.sort`)}</span>
          <select class="field" name="sort" @change=${this.chooseSort}>
            ${b.flatMap(t=>[!0,!1].map(n=>l`<option value=${`${t} ${n}`} ?selected=${t===this.sort&&n===this.descending}>
                  ${e(`history.sort_${t}`)} ${n?`↓`:`↑`}
                </option>`))}
          </select>
        </label>
      </tradehook-records-filter>
      ${this.error?l`<p class="card empty error" role="alert">${this.error}</p>`:this.renderFound()}`}renderFound(){let{t:e}=this.ctx,{found:n,rows:r}=this;return n?r.length?l`<div class="sums">
        <ul aria-label=${e(`history.sums`)} data-sums>
          ${n.totals.map(e=>this.renderSums(e))}
        </ul>
        <button class="button outlined" ?disabled=${this.busy} @click=${this.export}>
          ${e(this.busy?`common.working`:`history.export`)}
        </button>
      </div>
      <ul class="card rows">
        ${r.map(e=>this.renderRow(e))}
      </ul>
      ${r.length<n.count?l`<p class="more">
            <button class="button outlined" ?disabled=${this.busy} @click=${this.loadMore}>
              ${e(this.busy?`common.working`:`history.more`)}
            </button>
          </p>`:t}`:l`<div class="card empty">
        <h2>${e(`history.none`)}</h2>
        <p class="soft">${e(`history.none_next`)}</p>
      </div>`:l`<p class="empty soft" role="status">${e(`common.loading`)}</p>`}renderSums(t){let{t:n,format:r}=this.ctx,i=t.closed?`${r.number(100*t.wins/t.closed,0)} %`:`–`;return l`<li data-total=${`${t.account_type}-${t.currency}`}>
      <b class="number ${e(t.profit)}">${r.money(t.profit,t.currency,!0)}</b>
      <span class="soft small">
        ${h(n,`account_type`,t.account_type)} ·
        ${n(`history.sum`,{count:t.count,wins:i,fees:r.money(t.fees,t.currency),funding:r.money(t.funding,t.currency,!0)})}
      </span>
    </li>`}renderRow(n){let{t:r,format:i}=this.ctx,o=d(n),s=n.status===`closed`,c=[s?`${i.price(n.entry_price,n.price_tick)} → ${i.price(n.exit_price,n.price_tick)}`:h(r,`status`,n.status),h(r,`close_reason`,n.close_reason),n.duration===null?``:r(`history.held`,{time:i.duration(n.duration)}),n.r_multiple===null?``:`${i.number(n.r_multiple,2,!0)} R`].filter(Boolean);return l`<li data-position=${n.position_id}>
      <a href=${`/tradehook${o}`} @click=${f(this.ctx,o)}>
        <span>
          <b>${a(n.symbol)}</b>
          <span class="chip ${n.side===`long`?`profit`:`loss`}">${r(`side.${n.side}`)}</span>
          ${n.leverage>1?l`<span class="chip">${n.leverage}×</span>`:t}
          ${n.tags.map(e=>l`<span class="chip">${e}</span>`)}
          <span class="small">${c.join(` · `)}</span>
          <span class="soft small">
            ${r(`history.opened_closed`,{opened:i.time(n.opened_at),closed:i.time(n.closed_at)})} ·
            ${n.bot_name??r(`positions.removed_bot`)}
          </span>
        </span>
        <span class="number end ${e(n.realized_profit)}">
          ${i.money(n.realized_profit,n.quote,!0)}
          <span class="small">${s?i.percent(n.profit_percentage):t}</span>
        </span>
      </a>
    </li>`}static{this.styles=[c,u`
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
    `]}};s([r({attribute:!1})],x.prototype,`ctx`,void 0),s([r({attribute:!1})],x.prototype,`accounts`,void 0),s([r()],x.prototype,`stamp`,void 0),s([o()],x.prototype,`rows`,void 0),s([o()],x.prototype,`found`,void 0),s([o()],x.prototype,`filters`,void 0),s([o()],x.prototype,`reasons`,void 0),s([o()],x.prototype,`reason`,void 0),s([o()],x.prototype,`sort`,void 0),s([o()],x.prototype,`descending`,void 0),s([o()],x.prototype,`busy`,void 0),s([o()],x.prototype,`error`,void 0),s([g(`tradehook-records-filter`)],x.prototype,`filter`,void 0),x=s([i(`tradehook-history`)],x);export{x as HistoryView};
import{_ as e,b as t,c as n,f as r,h as i,m as a,n as o,o as s,p as c,r as l,t as u}from"./styles.js";import{a as d,r as f}from"./actions.js";import{i as p}from"./live-host.js";import{t as m}from"./export.js";import{coinTrackingCsv as h,fillsCsv as g,koinlyCsv as _}from"./export-formats.js";import{i as v}from"./localize.js";import{t as y}from"./records-filter.js";function b(e,t){let n=[...e],r=n.filter(({more:e})=>e).map(({rows:e})=>t(e.at(-1))).reduce((e,t)=>t>e?t:e,``);return n.flatMap(({rows:e})=>e).filter(e=>t(e)>=r).sort((e,n)=>t(e)<t(n)?1:t(e)>t(n)?-1:0)}function x(e,t){let n=[...e].filter(([,{more:e}])=>e),r=n.reduce((e,[,{rows:n}])=>{let r=t(n.at(-1));return r>e?r:e},``);return n.filter(([,{rows:e}])=>t(e.at(-1))===r).map(([e])=>e)}var S=100,C=1e3,w={csv:[`tradehook-fills.csv`,g],koinly:[`tradehook-koinly.csv`,_],cointracking:[`tradehook-cointracking.csv`,h]},T=class extends a{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.totals=[],this.results=[],this.filters={markets:[],tags:[]},this.busy=!1,this.error=``,this.asked={},this.loads=0,this.loadMore=async()=>{let{pages:e,loads:t}=this;if(e&&!this.busy){this.busy=!0;try{let n=await Promise.all(x(e,E).map(t=>this.page(t,S,e.get(t)?.rows.at(-1))));if(t!==this.loads)return;let r=n.map(([t,{rows:n,more:r}])=>[t,{rows:[...e.get(t)?.rows??[],...n],more:r}]);this.pages=new Map([...e,...r])}catch(e){this.ctx.say(p(e))}finally{this.busy=!1}}}}updated(e){e.has(`stamp`)&&this.filter&&this.load(this.filter.asked)}async load(e){this.asked=e;let t=++this.loads,{api:n}=this.ctx;try{let[r,i,a,o]=await Promise.all([Promise.all(this.places.map(e=>this.page(e,S))),n.fillTotals(e),n.results({...e,period:`month`}),n.recordFilters()]);if(t!==this.loads)return;[this.pages,this.totals,this.results,this.filters,this.error]=[new Map(r),i,a,o,``]}catch(e){t===this.loads&&(this.error=p(e))}}get places(){let{account:e,account_type:t}=this.asked;return this.accounts.filter(({account:n,loaded:r,type:i})=>r&&(!e||n===e)&&(!t||i===t)).map(({account:e})=>e)}get fillsAsked(){let{bot_id:e,symbol:t,first_day:n,last_day:r}=this.asked;return Object.fromEntries(Object.entries({bot_id:e,symbol:t,first_day:n,last_day:r}).filter(([,e])=>e))}async page(e,t,n,r=!1){let i=await this.following(e,t,n,r);return[e,{rows:i,more:i.length===t}]}async following(e,t,n,r){let{api:i}=this.ctx,a={...this.fillsAsked,books:r};try{return await i.trades(e,n&&`${n.trade_id}:${n.side}`,t,a)}catch(r){if(!n)throw r;return i.trades(e,n.time,t,a)}}render(){return e`<tradehook-records-filter
        preset="all"
        .ctx=${this.ctx}
        .accounts=${this.accounts}
        .markets=${this.filters.markets}
        @tradehook-filter=${e=>void this.load(e.detail)}
      ></tradehook-records-filter>
      ${this.error?e`<p class="card empty error" role="alert">${this.error}</p>`:this.renderFills()}`}renderFills(){let{t}=this.ctx;if(!this.pages)return e`<p class="empty soft" role="status">${t(`common.loading`)}</p>`;let n=[...this.pages.values()],r=b(n,E),a=this.places.length>1;return e`<div class="tools">
        <ul aria-label=${t(`trades.sums`)} data-sums>
          ${this.totals.map(e=>this.renderTotal(e))}
        </ul>
        <span class="buttons">
          ${[`csv`,`koinly`,`cointracking`].map(n=>e`<button class="button outlined" data-export=${n} ?disabled=${this.busy||!r.length} @click=${()=>this.export(n)}>
              ${t(this.busy?`common.working`:n===`csv`?`trades.export`:`trades.export_${n}`)}
            </button>`)}
        </span>
      </div>
      ${r.length?e`<ul class="card rows">
            ${r.map(e=>this.renderFill(e,a))}
          </ul>`:e`<div class="card empty">
            <h2>${t(`trades.none`)}</h2>
            <p class="soft">${t(`trades.none_next`)}</p>
          </div>`}
      ${n.some(({more:e})=>e)?e`<p class="empty">
            <button class="button outlined" ?disabled=${this.busy} @click=${this.loadMore}>${t(`trades.more`)}</button>
          </p>`:i}`}renderTotal(t){let{t:r,format:i}=this.ctx,{account_type:a,currency:o}=t,s=this.results.find(e=>e.account_type===a&&e.currency===o);return e`<li data-total=${`${a}-${o}`}>
      <b class="number ${n(s?.profit)}">${i.money(s?.profit,o,!0)}</b>
      <span class="soft small">
        ${v(r,`account_type`,a)} ·
        ${r(`trades.sum`,{count:t.count,volume:i.money(t.cost,o),fees:i.money(t.fee_value,o)})}
      </span>
    </li>`}renderFill(t,r){let{t:a,format:o}=this.ctx,c=d(t),[l,u]=[t.base??``,t.quote??``],p=t.purpose===`funding`;return e`<li data-position=${t.position_id}>
      <a href=${`/tradehook${c}`} @click=${f(this.ctx,c)}>
        <span>
          <b>${s(t.symbol)}</b>
          ${p?i:e`<span class="chip ${t.side===`buy`?`profit`:`loss`}">${a(`side.${t.side}`)}</span>`}
          ${v(a,`purpose`,t.purpose)}
          <span class="soft small">
            ${o.time(t.time)} · ${t.bot_name??a(`positions.removed_bot`)} ${r?e`· ${t.account_name}`:i}
          </span>
        </span>
        <span class="number end">
          ${p?i:e`${o.number(t.amount)} ${l} @ ${o.price(t.price,t.price_tick??null)}
                <span class="small">${o.money(t.cost,u)}</span>`}
          ${t.profit===null?i:e`<span class="small ${n(t.profit)}">${o.money(t.profit,u,!0)}</span>`}
          ${Number(t.fee)?e`<span class="soft small">${a(`position.fee`,{fee:`${o.number(t.fee)} ${t.fee_currency}`})}</span>`:i}
        </span>
      </a>
    </li>`}async export(e){this.busy=!0;let t=[];try{for(let e of this.places){let n,r;do r=await this.following(e,C,n,!0),t.push(...r),n=r.at(-1);while(r.length===C)}t.sort((e,t)=>e.time<t.time?1:e.time>t.time?-1:0);let[n,r]=w[e];m(n,r(t))}catch(e){this.ctx.say(p(e))}finally{this.busy=!1}}static{this.styles=[u,t`
      .tools {
        align-items: start;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        justify-content: space-between;
        margin-bottom: 16px;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .rows li + li {
        border-top: 1px solid var(--th-line);
      }
      .rows a {
        color: inherit;
        display: flex;
        flex-wrap: wrap;
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
        margin-inline-start: auto;
        text-align: end;
      }
      .small {
        display: block;
        font-size: 12px;
        margin-top: 4px;
      }
    `]}};l([c({attribute:!1})],T.prototype,`ctx`,void 0),l([c({attribute:!1})],T.prototype,`accounts`,void 0),l([c()],T.prototype,`stamp`,void 0),l([r()],T.prototype,`pages`,void 0),l([r()],T.prototype,`totals`,void 0),l([r()],T.prototype,`results`,void 0),l([r()],T.prototype,`filters`,void 0),l([r()],T.prototype,`busy`,void 0),l([r()],T.prototype,`error`,void 0),l([y(`tradehook-records-filter`)],T.prototype,`filter`,void 0),T=l([o(`tradehook-trades`)],T);function E(e){return e.time}export{T as TradesView};
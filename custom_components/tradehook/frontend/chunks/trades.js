import{c as e,d as t,f as n,g as r,m as i,n as a,o,p as s,r as c,t as l,y as u}from"./styles.js";import{a as d,r as f}from"./actions.js";import{i as p}from"./live-host.js";import{t as m}from"./export.js";import{coinTrackingCsv as h,fillsCsv as g,koinlyCsv as _}from"./export-formats.js";import{i as v}from"./localize.js";import{t as y}from"./records-filter.js";function b(e,t){let n=[...e],r=n.filter(({more:e})=>e).map(({rows:e})=>t(e.at(-1))).reduce((e,t)=>t>e?t:e,``);return n.flatMap(({rows:e})=>e).filter(e=>t(e)>=r).sort((e,n)=>t(e)<t(n)?1:t(e)>t(n)?-1:0)}function x(e,t){let n=[...e].filter(([,{more:e}])=>e),r=n.reduce((e,[,{rows:n}])=>{let r=t(n.at(-1));return r>e?r:e},``);return n.filter(([,{rows:e}])=>t(e.at(-1))===r).map(([e])=>e)}var S=100,C=1e3,w={csv:[`tradehook-fills.csv`,g],koinly:[`tradehook-koinly.csv`,_],cointracking:[`tradehook-cointracking.csv`,h]},T=class extends s{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.totals=[],this.results=[],this.filters={markets:[],tags:[]},this.busy=!1,this.error=``,this.asked={},this.loads=0,this.loadMore=async()=>{let{pages:e,loads:t}=this;if(e&&!this.busy){this.busy=!0;try{let n=await Promise.all(x(e,E).map(t=>this.page(t,S,e.get(t)?.rows.at(-1))));if(t!==this.loads)return;let r=n.map(([t,{rows:n,more:r}])=>[t,{rows:[...e.get(t)?.rows??[],...n],more:r}]);this.pages=new Map([...e,...r])}catch(e){this.ctx.say(p(e))}finally{this.busy=!1}}}}updated(e){e.has(`stamp`)&&this.filter&&this.load(this.filter.asked)}async load(e){this.asked=e;let t=++this.loads,{api:n}=this.ctx;try{let[r,i,a,o]=await Promise.all([Promise.all(this.places.map(e=>this.page(e,S))),n.fillTotals(e),n.results({...e,period:`month`}),n.recordFilters()]);if(t!==this.loads)return;[this.pages,this.totals,this.results,this.filters,this.error]=[new Map(r),i,a,o,``]}catch(e){t===this.loads&&(this.error=p(e))}}get places(){let{account:e,account_type:t}=this.asked;return this.accounts.filter(({account:n,loaded:r,type:i})=>r&&(!e||n===e)&&(!t||i===t)).map(({account:e})=>e)}get fillsAsked(){let{bot_id:e,symbol:t,first_day:n,last_day:r}=this.asked;return Object.fromEntries(Object.entries({bot_id:e,symbol:t,first_day:n,last_day:r}).filter(([,e])=>e))}async page(e,t,n,r=!1){let i=await this.following(e,t,n,r);return[e,{rows:i,more:i.length===t}]}async following(e,t,n,r){let{api:i}=this.ctx,a={...this.fillsAsked,books:r};try{return await i.trades(e,n&&`${n.trade_id}:${n.side}`,t,a)}catch(r){if(!n)throw r;return i.trades(e,n.time,t,a)}}render(){return r`<tradehook-records-filter
        preset="all"
        .ctx=${this.ctx}
        .accounts=${this.accounts}
        .markets=${this.filters.markets}
        @tradehook-filter=${e=>void this.load(e.detail)}
      ></tradehook-records-filter>
      ${this.error?r`<p class="card empty error" role="alert">${this.error}</p>`:this.renderFills()}`}renderFills(){let{t:e}=this.ctx;if(!this.pages)return r`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;let t=[...this.pages.values()],n=b(t,E),a=this.places.length>1;return r`<div class="tools">
        <ul aria-label=${e(`trades.sums`)} data-sums>
          ${this.totals.map(e=>this.renderTotal(e))}
        </ul>
        <span class="buttons">
          ${[`csv`,`koinly`,`cointracking`].map(t=>r`<button class="button outlined" data-export=${t} ?disabled=${this.busy||!n.length} @click=${()=>this.export(t)}>
              ${e(this.busy?`common.working`:t===`csv`?`trades.export`:`trades.export_${t}`)}
            </button>`)}
        </span>
      </div>
      ${n.length?r`<ul class="card rows">
            ${n.map(e=>this.renderFill(e,a))}
          </ul>`:r`<div class="card empty">
            <h2>${e(`trades.none`)}</h2>
            <p class="soft">${e(`trades.none_next`)}</p>
          </div>`}
      ${t.some(({more:e})=>e)?r`<p class="empty">
            <button class="button outlined" ?disabled=${this.busy} @click=${this.loadMore}>${e(`trades.more`)}</button>
          </p>`:i}`}renderTotal(t){let{t:n,format:i}=this.ctx,{account_type:a,currency:o}=t,s=this.results.find(e=>e.account_type===a&&e.currency===o);return r`<li data-total=${`${a}-${o}`}>
      <b class="number ${e(s?.profit)}">${i.money(s?.profit,o,!0)}</b>
      <span class="soft small">
        ${v(n,`account_type`,a)} ·
        ${n(`trades.sum`,{count:t.count,volume:i.money(t.cost,o),fees:i.money(t.fee_value,o)})}
      </span>
    </li>`}renderFill(t,n){let{t:a,format:s}=this.ctx,c=d(t),[l,u]=[t.base??``,t.quote??``],p=t.purpose===`funding`;return r`<li data-position=${t.position_id}>
      <a href=${`/tradehook${c}`} @click=${f(this.ctx,c)}>
        <span>
          <b>${o(t.symbol)}</b>
          ${p?i:r`<span class="chip ${t.side===`buy`?`profit`:`loss`}">${a(`side.${t.side}`)}</span>`}
          ${v(a,`purpose`,t.purpose)}
          <span class="soft small">
            ${s.time(t.time)} · ${t.bot_name??a(`positions.removed_bot`)} ${n?r`· ${t.account_name}`:i}
          </span>
        </span>
        <span class="number end">
          ${p?i:r`${s.number(t.amount)} ${l} @ ${s.price(t.price,t.price_tick??null)}
                <span class="small">${s.money(t.cost,u)}</span>`}
          ${t.profit===null?i:r`<span class="small ${e(t.profit)}">${s.money(t.profit,u,!0)}</span>`}
          ${Number(t.fee)?r`<span class="soft small">${a(`position.fee`,{fee:`${s.number(t.fee)} ${t.fee_currency}`})}</span>`:i}
        </span>
      </a>
    </li>`}async export(e){this.busy=!0;let t=[];try{for(let e of this.places){let n,r;do r=await this.following(e,C,n,!0),t.push(...r),n=r.at(-1);while(r.length===C)}t.sort((e,t)=>e.time<t.time?1:e.time>t.time?-1:0);let[n,r]=w[e];m(n,r(t))}catch(e){this.ctx.say(p(e))}finally{this.busy=!1}}static{this.styles=[l,u`
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
    `]}};c([n({attribute:!1})],T.prototype,`ctx`,void 0),c([n({attribute:!1})],T.prototype,`accounts`,void 0),c([n()],T.prototype,`stamp`,void 0),c([t()],T.prototype,`pages`,void 0),c([t()],T.prototype,`totals`,void 0),c([t()],T.prototype,`results`,void 0),c([t()],T.prototype,`filters`,void 0),c([t()],T.prototype,`busy`,void 0),c([t()],T.prototype,`error`,void 0),c([y(`tradehook-records-filter`)],T.prototype,`filter`,void 0),T=c([a(`tradehook-trades`)],T);function E(e){return e.time}export{T as TradesView};
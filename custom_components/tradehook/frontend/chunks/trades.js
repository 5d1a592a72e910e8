import{c as e,g as t,h as n,m as r,n as i,o as a,p as o,r as s,t as c,v as l,x as u}from"./styles.js";import{a as d,r as f}from"./actions.js";import{i as p}from"./live-host.js";import{t as m}from"./export.js";import{coinTrackingCsv as h,fillsCsv as g,koinlyCsv as _}from"./export-formats.js";import{i as v}from"./localize.js";import{t as y}from"./records-filter.js";function b(e,t){let n=[...e],r=n.filter(({more:e})=>e).map(({rows:e})=>t(e.at(-1))).reduce((e,t)=>t>e?t:e,``);return n.flatMap(({rows:e})=>e).filter(e=>t(e)>=r).sort((e,n)=>t(e)<t(n)?1:t(e)>t(n)?-1:0)}function x(e,t){let n=[...e].filter(([,{more:e}])=>e),r=n.reduce((e,[,{rows:n}])=>{let r=t(n.at(-1));return r>e?r:e},``);return n.filter(([,{rows:e}])=>t(e.at(-1))===r).map(([e])=>e)}var S=100,C=1e3,w={csv:[`tradehook-fills.csv`,g],koinly:[`tradehook-koinly.csv`,_],cointracking:[`tradehook-cointracking.csv`,h]},T=class extends n{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.totals=[],this.results=[],this.filters={markets:[],tags:[]},this.busy=!1,this.error=``,this.asked={},this.loads=0,this.loadMore=async()=>{let{pages:e,loads:t}=this;if(e&&!this.busy){this.busy=!0;try{let n=await Promise.all(x(e,E).map(t=>this.page(t,S,e.get(t)?.rows.at(-1))));if(t!==this.loads)return;let r=n.map(([t,{rows:n,more:r}])=>[t,{rows:[...e.get(t)?.rows??[],...n],more:r}]);this.pages=new Map([...e,...r])}catch(e){this.ctx.say(p(e))}finally{this.busy=!1}}}}updated(e){e.has(`stamp`)&&this.filter&&this.load(this.filter.asked)}async load(e){this.asked=e;let t=++this.loads,{api:n}=this.ctx;try{let[r,i,a,o]=await Promise.all([Promise.all(this.places.map(e=>this.page(e,S))),n.fillTotals(e),n.results({...e,period:`month`}),n.recordFilters()]);if(t!==this.loads)return;[this.pages,this.totals,this.results,this.filters,this.error]=[new Map(r),i,a,o,``]}catch(e){t===this.loads&&(this.error=p(e))}}get places(){let{account:e,account_type:t}=this.asked;return this.accounts.filter(({account:n,loaded:r,type:i})=>r&&(!e||n===e)&&(!t||i===t)).map(({account:e})=>e)}get fillsAsked(){let{bot_id:e,symbol:t,first_day:n,last_day:r}=this.asked;return Object.fromEntries(Object.entries({bot_id:e,symbol:t,first_day:n,last_day:r}).filter(([,e])=>e))}async page(e,t,n,r=!1){let i=await this.following(e,t,n,r);return[e,{rows:i,more:i.length===t}]}async following(e,t,n,r){let{api:i}=this.ctx,a={...this.fillsAsked,books:r};try{return await i.trades(e,n&&`${n.trade_id}:${n.side}`,t,a)}catch(r){if(!n)throw r;return i.trades(e,n.time,t,a)}}render(){return l`<tradehook-records-filter
        preset="all"
        .ctx=${this.ctx}
        .accounts=${this.accounts}
        .markets=${this.filters.markets}
        @tradehook-filter=${e=>void this.load(e.detail)}
      ></tradehook-records-filter>
      ${this.error?l`<p class="card empty error" role="alert">${this.error}</p>`:this.renderFills()}`}renderFills(){let{t:e}=this.ctx;if(!this.pages)return l`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;let n=[...this.pages.values()],r=b(n,E),i=this.places.length>1;return l`<div class="tools">
        <ul aria-label=${e(`trades.sums`)} data-sums>
          ${this.totals.map(e=>this.renderTotal(e))}
        </ul>
        <span class="buttons">
          ${[`csv`,`koinly`,`cointracking`].map(t=>l`<button class="button outlined" data-export=${t} ?disabled=${this.busy||!r.length} @click=${()=>this.export(t)}>
              ${e(this.busy?`common.working`:t===`csv`?`trades.export`:`trades.export_${t}`)}
            </button>`)}
        </span>
      </div>
      ${r.length?l`<ul class="card rows">
            ${r.map(e=>this.renderFill(e,i))}
          </ul>`:l`<div class="card empty">
            <h2>${e(`trades.none`)}</h2>
            <p class="soft">${e(`trades.none_next`)}</p>
          </div>`}
      ${n.some(({more:e})=>e)?l`<p class="empty">
            <button class="button outlined" ?disabled=${this.busy} @click=${this.loadMore}>${e(`trades.more`)}</button>
          </p>`:t}`}renderTotal(t){let{t:n,format:r}=this.ctx,{account_type:i,currency:a}=t,o=this.results.find(e=>e.account_type===i&&e.currency===a);return l`<li data-total=${`${i}-${a}`}>
      <b class="number ${e(o?.profit)}">${r.money(o?.profit,a,!0)}</b>
      <span class="soft small">
        ${v(n,`account_type`,i)} ·
        ${n(`trades.sum`,{count:t.count,volume:r.money(t.cost,a),fees:r.money(t.fee_value,a)})}
      </span>
    </li>`}renderFill(n,r){let{t:i,format:o}=this.ctx,s=d(n),[c,u]=[n.base??``,n.quote??``],p=n.purpose===`funding`;return l`<li data-position=${n.position_id}>
      <a href=${`/tradehook${s}`} @click=${f(this.ctx,s)}>
        <span>
          <b>${a(n.symbol)}</b>
          ${p?t:l`<span class="chip ${n.side===`buy`?`profit`:`loss`}">${i(`side.${n.side}`)}</span>`}
          ${v(i,`purpose`,n.purpose)}
          <span class="soft small">
            ${o.time(n.time)} · ${n.bot_name??i(`positions.removed_bot`)} ${r?l`· ${n.account_name}`:t}
          </span>
        </span>
        <span class="number end">
          ${p?t:l`${o.number(n.amount)} ${c} @ ${o.price(n.price,n.price_tick??null)}
                <span class="small">${o.money(n.cost,u)}</span>`}
          ${n.profit===null?t:l`<span class="small ${e(n.profit)}">${o.money(n.profit,u,!0)}</span>`}
          ${Number(n.fee)?l`<span class="soft small">${i(`position.fee`,{fee:`${o.number(n.fee)} ${n.fee_currency}`})}</span>`:t}
        </span>
      </a>
    </li>`}async export(e){this.busy=!0;let t=[];try{for(let e of this.places){let n,r;do r=await this.following(e,C,n,!0),t.push(...r),n=r.at(-1);while(r.length===C)}t.sort((e,t)=>e.time<t.time?1:e.time>t.time?-1:0);let[n,r]=w[e];m(n,r(t))}catch(e){this.ctx.say(p(e))}finally{this.busy=!1}}static{this.styles=[c,u`
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
    `]}};s([r({attribute:!1})],T.prototype,`ctx`,void 0),s([r({attribute:!1})],T.prototype,`accounts`,void 0),s([r()],T.prototype,`stamp`,void 0),s([o()],T.prototype,`pages`,void 0),s([o()],T.prototype,`totals`,void 0),s([o()],T.prototype,`results`,void 0),s([o()],T.prototype,`filters`,void 0),s([o()],T.prototype,`busy`,void 0),s([o()],T.prototype,`error`,void 0),s([y(`tradehook-records-filter`)],T.prototype,`filter`,void 0),T=s([i(`tradehook-trades`)],T);function E(e){return e.time}export{T as TradesView};
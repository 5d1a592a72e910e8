import{_ as e,a as t,b as n,d as r,f as i,h as a,m as o,n as s,p as c,r as l,t as u}from"./styles.js";import{l as d,n as f,s as p,t as m}from"./colour.js";import{n as h,t as g}from"./equity.js";import{n as _}from"./config.js";var v=864e5,y=class extends o{constructor(...e){super(...e),this.points=[],this.label=``,this.currency=``,this.drawn=``}render(){return e`<div class="chart" role="figure" aria-label=${this.label} dir="ltr"></div>
      <a class="by soft" href="https://www.tradingview.com/" target="_blank" rel="noopener">TradingView Lightweight Charts™</a>`}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.draw()}disconnectedCallback(){super.disconnectedCallback(),this.forget()}updated(e){e.has(`format`)&&this.forget(),this.draw()}forget(){this.chart?.remove(),this.chart=this.series=void 0}draw(){let e=`${f(this)} ${this.long}`;e!==this.drawn&&this.forget(),this.drawn=e,this.make(),this.series?.setData(b(this.points).map(([e,t])=>({time:e,value:t}))),this.chart?.timeScale().fitContent()}get long(){let[e]=this.points;return e!==void 0&&Date.now()-e[0]>2*v}make(){if(this.chart)return;let e=e=>new Date(Number(e)*1e3),{format:t}=this,n=t.times({dateStyle:`medium`,timeStyle:`short`}),r=t.times(this.long?{day:`numeric`,month:`short`}:{timeStyle:`short`});this.chart=p(this.renderRoot.querySelector(`.chart`),{autoSize:!0,handleScroll:!1,handleScale:!1,layout:{background:{color:`transparent`},textColor:m(this,`--secondary-text-color`),fontFamily:getComputedStyle(this).fontFamily,attributionLogo:!1},grid:{vertLines:{visible:!1},horzLines:{color:m(this,`--divider-color`,.5)}},rightPriceScale:{borderVisible:!1,scaleMargins:{top:.1,bottom:.1}},timeScale:{borderVisible:!1,timeVisible:!0,tickMarkFormatter:t=>r(e(t))},localization:{locale:t.language,timeFormatter:t=>n(e(t)),priceFormatter:e=>t.number(e,2)}}),this.series=this.chart.addSeries(d,{lineColor:m(this,`--primary-color`),topColor:m(this,`--primary-color`,.3),bottomColor:m(this,`--primary-color`,.02),lineWidth:2,priceLineVisible:!1})}static{this.styles=[u,n`
      :host {
        display: block;
        isolation: isolate;
      }
      .chart {
        height: 180px;
      }
      .by {
        display: block;
        font-size: 10px;
        line-height: 24px;
        padding: 0 16px;
        text-decoration: none;
        width: fit-content;
      }
    `]}};t([c({attribute:!1})],y.prototype,`points`,void 0),t([c()],y.prototype,`label`,void 0),t([c()],y.prototype,`currency`,void 0),t([c({attribute:!1})],y.prototype,`format`,void 0),y=t([s(`tradehook-area-chart`)],y);function b(e){let t=new Map;for(let[n,r]of e)t.set(Math.floor(n/1e3),r);return[...t].sort(([e],[t])=>e-t)}var x=24,S={day:{hours:x},week:{hours:168,step:`hour`},month:{hours:744,step:`hour`},year:{hours:366*x,step:`day`}},C=class extends l{constructor(){super([`accounts`]),this.points=[],this.wanted=``,this.newest=``}get period(){return this.chosen??this.config.period??`day`}get account(){let{account:e}=this.config,{accounts:t}=this.live;return e?t?.find(t=>t.account===e):t?.find(e=>e.loaded)??t?.[0]}willUpdate(e){e.has(`config`)&&(this.chosen=void 0);let t=this.account?.equity_entity,n=t?`${t} ${this.period}`:``;n!==this.wanted&&(this.wanted=n,this.points=[],this.newest=``,t&&this.load(t));let r=this.account?.equity;r&&r!==this.newest&&(this.newest=r,this.points=g(this.points,[Date.now(),Number(r)]))}async load(e){let{wanted:t}=this,{hours:n,step:r}=S[this.period],{api:i}=this.context;try{let a=await i.states(e,Math.min(n,x)),o=r?await i.averages(e,n,r):[];t===this.wanted&&(this.points=h(h(o,a),this.points))}catch{}}render(){let{t,config:n,account:r}=this,i=n.title??r?.name??``;return e`<ha-card>
      <div class="head">
        ${i?e`<h2>${i}</h2>`:a}
        <div class="segments" role="group" aria-label=${t(`equity.period`)}>
          ${_.map(n=>e`<button
              aria-pressed=${String(n===this.period)}
              aria-label=${t(`equity.${n}`)}
              @click=${()=>this.chosen=n}
            >
              ${t(`equity.${n}_short`)}
            </button>`)}
        </div>
      </div>
      ${this.renderStale()} ${this.renderStatus()??this.renderEquity(r)}
    </ha-card>`}renderStatus(){let{t,live:n}=this;if(n.status!==`ready`&&!n.stale)return e`<p class="note soft" role="status">${t(`status.${n.status}`)}</p>`;if(this.account?.loaded)return;let r=this.account?`not_loaded`:this.config.account&&this.live.accounts?.length?`unknown`:`none`;return e`<p class="note soft">${t(`equity.${r}`)}</p>`}renderEquity(t){let{t:n,points:i}=this,{format:o}=this.context;if(!t)return a;let s=i[0],c=Number(t.equity),l=s&&t.equity?c-s[1]:void 0,u=s?.[1]&&l!==void 0?100*l/s[1]:void 0,d=i.map(([,e])=>e),f=n(`equity.curve`,{period:n(`equity.${this.period}`),low:o.number(Math.min(...d),2),high:o.number(Math.max(...d),2)});return e`<div class="now">
        <span class="number worth">${o.money(t.equity,t.currency)}</span>
        ${l===void 0?a:e`<span class="number ${r(l.toFixed(2))}" data-change>
              ${o.money(l.toFixed(2),t.currency,!0)}
              ${u===void 0?a:`(${o.percent(u.toFixed(2))})`}
            </span>`}
      </div>
      <tradehook-area-chart
        .points=${i}
        .label=${f}
        .currency=${t.currency}
        .format=${o}
      ></tradehook-area-chart>`}say(){}static{this.styles=[u,n`
      :host {
        display: block;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: space-between;
        padding: 12px 16px 0;
      }
      h2 {
        font-size: 16px;
      }
      .segments {
        display: flex;
      }
      .segments button {
        min-height: 32px;
        padding: 2px 12px;
      }
      .segments button:not(:first-child) {
        border-inline-start: 0;
      }
      .now {
        align-items: baseline;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        padding: 4px 16px 8px;
      }
      .worth {
        font-size: 24px;
      }
      .note {
        margin: 0;
        padding: 12px 16px 16px;
      }
    `]}};t([c({attribute:!1})],C.prototype,`config`,void 0),t([i()],C.prototype,`chosen`,void 0),t([i()],C.prototype,`points`,void 0),C=t([s(`tradehook-equity-card-view`)],C);export{C as EquityCard};
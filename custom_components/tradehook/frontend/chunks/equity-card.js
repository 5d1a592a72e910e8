import{d as e,f as t,h as n,n as r,p as i,s as a,t as o,u as s,v as c}from"./styles.js";import{n as l,t as u}from"./element.js";import{l as d,n as f,s as p,t as m}from"./colour.js";import{n as h,t as g}from"./equity.js";import{n as _}from"./config.js";var v=864e5,y=class extends t{constructor(...e){super(...e),this.points=[],this.label=``,this.currency=``,this.drawn=``}render(){return n`<div class="chart" role="figure" aria-label=${this.label} dir="ltr"></div>
      <a class="by soft" href="https://www.tradingview.com/" target="_blank" rel="noopener">TradingView Lightweight Charts™</a>`}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.draw()}disconnectedCallback(){super.disconnectedCallback(),this.forget()}updated(e){e.has(`format`)&&this.forget(),this.draw()}forget(){this.chart?.remove(),this.chart=this.series=void 0}draw(){let e=`${f(this)} ${this.long}`;e!==this.drawn&&this.forget(),this.drawn=e,this.make(),this.series?.setData(b(this.points).map(([e,t])=>({time:e,value:t}))),this.chart?.timeScale().fitContent()}get long(){let[e]=this.points;return e!==void 0&&Date.now()-e[0]>2*v}make(){if(this.chart)return;let e=e=>new Date(Number(e)*1e3),{format:t}=this,n=t.times({dateStyle:`medium`,timeStyle:`short`}),r=t.times(this.long?{day:`numeric`,month:`short`}:{timeStyle:`short`});this.chart=p(this.renderRoot.querySelector(`.chart`),{autoSize:!0,handleScroll:!1,handleScale:!1,layout:{background:{color:`transparent`},textColor:m(this,`--secondary-text-color`),fontFamily:getComputedStyle(this).fontFamily,attributionLogo:!1},grid:{vertLines:{visible:!1},horzLines:{color:m(this,`--divider-color`,.5)}},rightPriceScale:{borderVisible:!1,scaleMargins:{top:.1,bottom:.1}},timeScale:{borderVisible:!1,timeVisible:!0,tickMarkFormatter:t=>r(e(t))},localization:{locale:t.language,timeFormatter:t=>n(e(t)),priceFormatter:e=>t.number(e,2)}}),this.series=this.chart.addSeries(d,{lineColor:m(this,`--primary-color`),topColor:m(this,`--primary-color`,.3),bottomColor:m(this,`--primary-color`,.02),lineWidth:2,priceLineVisible:!1})}static{this.styles=[o,c`
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
    `]}};r([e({attribute:!1})],y.prototype,`points`,void 0),r([e()],y.prototype,`label`,void 0),r([e()],y.prototype,`currency`,void 0),r([e({attribute:!1})],y.prototype,`format`,void 0),y=r([u(`tradehook-area-chart`)],y);function b(e){let t=new Map;for(let[n,r]of e)t.set(Math.floor(n/1e3),r);return[...t].sort(([e],[t])=>e-t)}var x=24,S={day:{hours:x},week:{hours:168,step:`hour`},month:{hours:744,step:`hour`},year:{hours:366*x,step:`day`}},C=class extends l{constructor(){super([`accounts`]),this.points=[],this.wanted=``,this.newest=``}get period(){return this.chosen??this.config.period??`day`}get account(){let{account:e}=this.config,{accounts:t}=this.live;return e?t?.find(t=>t.account===e):t?.find(e=>e.loaded)??t?.[0]}willUpdate(e){e.has(`config`)&&(this.chosen=void 0);let t=this.account?.equity_entity,n=t?`${t} ${this.period}`:``;n!==this.wanted&&(this.wanted=n,this.points=[],this.newest=``,t&&this.load(t));let r=this.account?.equity;r&&r!==this.newest&&(this.newest=r,this.points=g(this.points,[Date.now(),Number(r)]))}async load(e){let{wanted:t}=this,{hours:n,step:r}=S[this.period],{api:i}=this.context;try{let a=await i.states(e,Math.min(n,x)),o=r?await i.averages(e,n,r):[];t===this.wanted&&(this.points=h(h(o,a),this.points))}catch{}}render(){let{t:e,config:t,account:r}=this,a=t.title??r?.name??``;return n`<ha-card>
      <div class="head">
        ${a?n`<h2>${a}</h2>`:i}
        <div class="segments" role="group" aria-label=${e(`equity.period`)}>
          ${_.map(t=>n`<button
              aria-pressed=${String(t===this.period)}
              aria-label=${e(`equity.${t}`)}
              @click=${()=>this.chosen=t}
            >
              ${e(`equity.${t}_short`)}
            </button>`)}
        </div>
      </div>
      ${this.renderStale()} ${this.renderStatus()??this.renderEquity(r)}
    </ha-card>`}renderStatus(){let{t:e,live:t}=this;if(t.status!==`ready`&&!t.stale)return n`<p class="note soft" role="status">${e(`status.${t.status}`)}</p>`;if(this.account?.loaded)return;let r=this.account?`not_loaded`:this.config.account&&this.live.accounts?.length?`unknown`:`none`;return n`<p class="note soft">${e(`equity.${r}`)}</p>`}renderEquity(e){let{t,points:r}=this,{format:o}=this.context;if(!e)return i;let s=r[0],c=Number(e.equity),l=s&&e.equity?c-s[1]:void 0,u=s?.[1]&&l!==void 0?100*l/s[1]:void 0,d=r.map(([,e])=>e),f=t(`equity.curve`,{period:t(`equity.${this.period}`),low:o.number(Math.min(...d),2),high:o.number(Math.max(...d),2)});return n`<div class="now">
        <span class="number worth">${o.money(e.equity,e.currency)}</span>
        ${l===void 0?i:n`<span class="number ${a(l.toFixed(2))}" data-change>
              ${o.money(l.toFixed(2),e.currency,!0)}
              ${u===void 0?i:`(${o.percent(u.toFixed(2))})`}
            </span>`}
      </div>
      <tradehook-area-chart
        .points=${r}
        .label=${f}
        .currency=${e.currency}
        .format=${o}
      ></tradehook-area-chart>`}say(){}static{this.styles=[o,c`
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
    `]}};r([e({attribute:!1})],C.prototype,`config`,void 0),r([s()],C.prototype,`chosen`,void 0),r([s()],C.prototype,`points`,void 0),C=r([u(`tradehook-equity-card-view`)],C);export{C as EquityCard};
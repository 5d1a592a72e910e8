import{l as e,n as t,s as n,t as r}from"./colour.js";import{h as i,m as a,n as o,r as s,t as c,v as l,x as u}from"./styles.js";var d=864e5,f=class extends i{constructor(...e){super(...e),this.points=[],this.label=``,this.currency=``,this.drawn=``}render(){return l`<div class="chart" role="figure" aria-label=${this.label} dir="ltr"></div>
      <a class="by soft" href="https://www.tradingview.com/" target="_blank" rel="noopener">TradingView Lightweight Charts™</a>`}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.draw()}disconnectedCallback(){super.disconnectedCallback(),this.forget()}updated(e){e.has(`format`)&&this.forget(),this.draw()}forget(){this.chart?.remove(),this.chart=this.series=void 0}draw(){let e=`${t(this)} ${this.long}`;e!==this.drawn&&this.forget(),this.drawn=e,this.make(),this.series?.setData(p(this.points).map(([e,t])=>({time:e,value:t}))),this.chart?.timeScale().fitContent()}get long(){let[e]=this.points;return e!==void 0&&Date.now()-e[0]>2*d}make(){if(this.chart)return;let t=e=>new Date(Number(e)*1e3),{format:i}=this,a=i.times({dateStyle:`medium`,timeStyle:`short`}),o=i.times(this.long?{day:`numeric`,month:`short`}:{timeStyle:`short`});this.chart=n(this.renderRoot.querySelector(`.chart`),{autoSize:!0,handleScroll:!1,handleScale:!1,layout:{background:{color:`transparent`},textColor:r(this,`--secondary-text-color`),fontFamily:getComputedStyle(this).fontFamily,attributionLogo:!1},grid:{vertLines:{visible:!1},horzLines:{color:r(this,`--divider-color`,.5)}},rightPriceScale:{borderVisible:!1,scaleMargins:{top:.1,bottom:.1}},timeScale:{borderVisible:!1,timeVisible:!0,tickMarkFormatter:e=>o(t(e))},localization:{locale:i.language,timeFormatter:e=>a(t(e)),priceFormatter:e=>i.number(e,2)}}),this.series=this.chart.addSeries(e,{lineColor:r(this,`--primary-color`),topColor:r(this,`--primary-color`,.3),bottomColor:r(this,`--primary-color`,.02),lineWidth:2,priceLineVisible:!1})}static{this.styles=[c,u`
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
    `]}};s([a({attribute:!1})],f.prototype,`points`,void 0),s([a()],f.prototype,`label`,void 0),s([a()],f.prototype,`currency`,void 0),s([a({attribute:!1})],f.prototype,`format`,void 0),f=s([o(`tradehook-area-chart`)],f);function p(e){let t=new Map;for(let[n,r]of e)t.set(Math.floor(n/1e3),r);return[...t].sort(([e],[t])=>e-t)}
import{a as e,c as t,i as n,n as r,o as i,r as a,s as o,t as s,u as c}from"./colour.js";import{t as l}from"./custom-element.js";import{a as u,g as d,h as f,m as p,n as m,r as h,t as g,v as _,x as v}from"./styles.js";import{a as y}from"./candles.js";import{n as b,o as x}from"./changes.js";var S=.001,C=10;function w(e){return e.is===`target`?`target ${e.leg}`:e.is===`order`?`order ${e.order}`:e.is}function T(e,t){let n=u(t),r=Number(t);return n===void 0||!(r>0)?String(Number(e.toPrecision(8))):Math.max(Math.round(e/r)*r,r).toFixed(n)}function E(e,t,n,r=!1){let i=Number(t)||e*S,a=Math.max(Math.round(e*S/i),1)*i;return n?i:r?a*C:a}function D({level:e,price:t},{side:n,mark_price:r}){let i=Number(r);if(!i)return!1;let a=Number(t)>i,o=n===`long`,s=e.kind===`take_profit`||e.kind===`exit`?o:!o;return Number(t)===i||a!==s}function O({level:e,price:t},n,r){let{key:i}=e;switch(i?.is){case`order`:return{move_orders:[{order:i.order,price:t}]};case`target`:return{take_profit:j(i.leg,t,n,r)};case`emergency`:return{stop_loss:{...M(n.stop_loss,`emergency_stop`),emergency_stop_price:t}};default:{let i=N(n.stop_loss,t,r);return{stop_loss:{...k({level:e,price:t},r)?A(i):i,stop_price:t}}}}}function k({level:e,price:t},n){return e.key?.is===`stop`&&b(t,n)}function A(e){let{protection_type:t,trailing_percentage:n,trailing_distance:r,break_even_percentage:i,...a}=e;return a}function j(e,t,n,r){let i=r.take_profit.map((e,t)=>t),a=[...i.filter(e=>r.take_profit[e]?.done),...i.filter(e=>!r.take_profit[e]?.done)];return x(n,r.take_profit).map((n,r)=>{let i=a[r]===e,o=i||n.sold<=0?n.share:String(Number((Number(n.share)+n.sold).toFixed(4))),s=i?{price:t}:{[n.kind]:n.value};return{...n.rest,...s,position_percentage:o}})}function M(e,t){let{[`${t}_price`]:n,[`${t}_percentage`]:r,...i}=e??{};return i}function N(e,t,n){let r=M(e,`stop`),i=r.limit_price,a=Number(n.stop_loss?.stop_price??e?.stop_price);return i===void 0||!a?r:{...r,limit_price:T(Number(i)+Number(t)-a,n.price_tick)}}var P=26,F=14,I=3,L=class extends f{constructor(...e){super(...e),this.levels=[],this.tick=null,this.anchor=null,this.movable=!1,this.drag=e=>{let{held:t,scale:n}=this;if(!t||!n)return;let r=e.clientY-t.from;if(!t.moved&&Math.abs(r)<I)return;t.moved=!0;let i=n.price(Math.min(Math.max(t.at+r,1),n.height-1));i!==null&&this.move(t.level,i)},this.drop=()=>{this.held=void 0,this.tell(`drag-ends`)},this.letGo=()=>{this.held=void 0,this.tell(`drag-ends`),this.tell(`drag-cancelled`)}}render(){return this.levels.map(e=>this.renderLevel(e))}updated(){this.place()}renderLevel(e){let{t}=this,n=this.priceOf(e),r=this.isDrafted(e),i=this.distance(e,n),a=_`${e.filled?_`<span aria-hidden="true">✓</span>`:d}
      <b>${e.name}</b>${i?_`<span class="number">${i}</span>`:d}`;return!e.key||!this.movable?_`<div class="level ${e.kind} ${e.filled?`filled`:``}" data-level=${e.kind}>${a}</div>`:_`<button
      type="button"
      class="level ${e.kind} ${r?`drafted`:``}"
      role="slider"
      data-level=${w(e.key)}
      aria-label=${t(`chart.move`,{name:e.name})}
      aria-orientation="vertical"
      aria-valuemin="0"
      aria-valuenow=${n}
      aria-valuetext=${`${this.format.number(n,u(this.tick))}${i?` (${i})`:``}`}
      @pointerdown=${t=>this.grab(t,e)}
      @pointermove=${this.drag}
      @pointerup=${this.drop}
      @pointercancel=${this.letGo}
      @keydown=${t=>this.press(t,e)}
    >
      <svg viewBox="0 0 8 14" width="8" height="14" aria-hidden="true"><path d="M1 5 4 1l3 4M1 9l3 4 3-4" /></svg>
      ${a}
    </button>`}isDrafted(e){let t=this.draft?.level.key;return t!==void 0&&e.key!==void 0&&w(t)===w(e.key)}priceOf(e){return this.isDrafted(e)?this.draft.price:e.price}distance(e,t){let n=Number(this.anchor);return!n||e.kind===`entry`&&!e.key?``:this.format.percent(String(100*(Number(t)-n)/n))}place(){let{scale:e}=this,t=[...this.renderRoot.querySelectorAll(`.level`)];if(!e||!t.length||t.length!==this.levels.length)return;let n=Math.max(e.height,P*t.length),r=t.map((t,n)=>{let r=Number(this.priceOf(this.levels[n])),i=e.at(r);return{element:t,price:r,raw:i,at:Math.min(Math.max(i??-1,F),e.height-F)}}).sort((e,t)=>e.at-t.at||t.price-e.price),i=-1/0;for(let e of r)i=e.at=Math.max(e.at,i+P);let a=n-F+P;for(let e of[...r].reverse())a=e.at=Math.min(e.at,a-P);for(let{element:t,at:n,raw:i}of r)t.style.transform=`translateY(${Math.round(n-F)}px)`,t.style.insetInlineEnd=`${e.right+6}px`,t.dataset.beyond=i===null||i<0?`up`:i>e.height?`down`:``}grab(e,t){let{scale:n}=this;if(e.button!==0||!n)return;let r=n.at(Number(this.priceOf(t)))??0,i=Math.min(Math.max(r,1),n.height-1);e.currentTarget.setPointerCapture(e.pointerId),this.held={level:t,from:e.clientY,at:i,moved:!1},this.tell(`drag-begins`)}press(e,t){let n=Number(this.priceOf(t)),r={ArrowUp:1,ArrowRight:1,PageUp:1,ArrowDown:-1,ArrowLeft:-1,PageDown:-1}[e.key];if(r!==void 0){e.preventDefault();let i=e.key.startsWith(`Page`);this.move(t,n+r*E(n,this.tick,e.shiftKey,i))}else e.key===`Enter`?(e.preventDefault(),this.tell(`drag-confirms`)):e.key===`Escape`&&this.draft&&(e.preventDefault(),e.stopPropagation(),this.tell(`drag-cancelled`))}move(e,t){this.tell(`level-moved`,{level:e,price:T(t,this.tick)})}tell(e,t){this.dispatchEvent(new CustomEvent(e,{detail:t,bubbles:!0,composed:!0}))}static{this.styles=[g,v`
      :host {
        inset: 0;
        overflow: hidden;
        pointer-events: none;
        position: absolute;
        z-index: 5;
      }
      .level {
        align-items: center;
        background: var(--ha-card-background, var(--card-background-color));
        border: 1px solid var(--colour);
        border-radius: 6px;
        color: var(--primary-text-color);
        display: flex;
        font-size: 12px;
        gap: 6px;
        height: 24px;
        line-height: 16px;
        margin: 2px 0;
        max-width: 70%;
        padding: 0 6px;
        position: absolute;
        top: 0;
        white-space: nowrap;
      }
      b {
        color: var(--colour);
        font-weight: 600;
      }
      .number {
        color: var(--th-soft);
      }
      button.level {
        cursor: ns-resize;
        pointer-events: auto;
        touch-action: none;
        user-select: none;
      }
      /* A finger needs more than what is drawn */
      button.level::before {
        content: "";
        inset: -4px -6px;
        position: absolute;
      }
      button.level:hover,
      .drafted {
        background: color-mix(in srgb, var(--colour) 16%, var(--card-background-color));
      }
      .drafted {
        border-width: 2px;
        z-index: 1;
      }
      svg {
        fill: none;
        flex: none;
        stroke: var(--colour);
        stroke-width: 1.5;
      }
      .filled {
        opacity: 0.7;
      }
      .level[data-beyond="up"]::after {
        content: "↑";
      }
      .level[data-beyond="down"]::after {
        content: "↓";
      }
      .entry {
        --colour: var(--th-link);
      }
      .dca {
        --colour: color-mix(in srgb, var(--warning-color, #ffa600) 55%, var(--primary-text-color));
      }
      .take_profit,
      .exit {
        --colour: var(--th-profit);
      }
      .stop {
        --colour: var(--th-loss);
      }
    `]}};h([p({attribute:!1})],L.prototype,`t`,void 0),h([p({attribute:!1})],L.prototype,`format`,void 0),h([p({attribute:!1})],L.prototype,`levels`,void 0),h([p({attribute:!1})],L.prototype,`draft`,void 0),h([p()],L.prototype,`tick`,void 0),h([p()],L.prototype,`anchor`,void 0),h([p({type:Boolean})],L.prototype,`movable`,void 0),L=h([m(`tradehook-level-handles`)],L);var R={entry:`--primary-color`,dca:`--warning-color`,take_profit:`--success-color`,stop:`--error-color`,exit:`--success-color`},z=86400,B=60,V=new Map,H=124,U=520,W=10,G=8,K=class extends f{constructor(...e){super(...e),this.candles=[],this.volumes=V,this.fit=`levels`,this.movable=!1,this.anchor=null,this.levels=[],this.marks=[],this.interval=60,this.tick=null,this.label=``,this.empty=``,this.drawnVolumes=``,this.lines=new Map,this.shown=[],this.look=``,this.looked=!1,this.onLook=()=>{this.looked=!0},this.hold=()=>{this.still=this.range},this.release=()=>{this.still=void 0}}render(){return _`<div
        class="chart"
        role="figure"
        aria-label=${this.label}
        dir="ltr"
        @pointerdown=${this.onLook}
        @wheel=${this.onLook}
      ></div>
      <p class="legend number" aria-hidden="true" dir="ltr"></p>
      <tradehook-level-handles
        dir="ltr"
        .t=${this.t}
        .format=${this.format}
        .levels=${this.candles.length?this.levels:[]}
        .draft=${this.draft}
        .tick=${this.tick}
        .anchor=${this.anchor}
        .movable=${this.movable}
        @drag-begins=${this.hold}
        @drag-ends=${this.release}
      ></tradehook-level-handles>
      ${this.empty?_`<p class="soft" role="status">${this.empty}</p>`:d}`}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.draw()}disconnectedCallback(){super.disconnectedCallback(),this.forget()}forget(){this.chart?.remove(),this.chart=this.series=this.fills=this.traded=this.markers=void 0,this.drawnVolumes=``,this.lines.clear(),this.shown=[]}updated(e){(e.has(`format`)||e.has(`interval`))&&this.forget(),this.draw(),e.has(`fit`)&&this.series?.priceScale().applyOptions({autoScale:!0})}reset(){this.series?.priceScale().applyOptions({autoScale:!0}),this.chart?.timeScale().applyOptions({barSpacing:G}),this.chart?.timeScale().scrollToRealTime()}draw(){let e=r(this);e!==this.look&&this.forget(),this.look=e,this.make(),this.drawCandles(),this.drawVolumes(),this.drawLevels(),this.drawMarks()}drawMarks(){let e=y(this.marks,this.candles,this.interval),t=new Map(e.map(({time:e,price:t})=>[e,t]));this.fills?.setData([...t].map(([e,t])=>({time:e,value:t}))),this.markers?.setMarkers(e.map(({time:e,price:t,side:n,name:r})=>({time:e,price:t,position:n===`buy`?`atPriceBottom`:`atPriceTop`,shape:n===`buy`?`arrowUp`:`arrowDown`,color:s(this,n===`buy`?`--success-color`:`--error-color`),text:r})))}make(){if(this.chart)return;let e=s(this,`--secondary-text-color`),r=s(this,`--divider-color`),{format:l,interval:d}=this,f=d>=z?{timeZone:`UTC`}:{},p=l.times(d>=z?{dateStyle:`medium`,...f}:{dateStyle:`medium`,timeStyle:d<B?`medium`:`short`}),m={[i.Year]:l.times({year:`numeric`,...f}),[i.Month]:l.times({month:`short`,...f}),[i.DayOfMonth]:l.times({day:`numeric`,month:`short`,...f}),[i.Time]:l.times({timeStyle:`short`}),[i.TimeWithSeconds]:l.times({timeStyle:`medium`})},h=e=>new Date(Number(e)*1e3);this.chart=o(this.renderRoot.querySelector(`.chart`),{autoSize:!0,layout:{background:{color:`transparent`},textColor:e,fontFamily:getComputedStyle(this).fontFamily,attributionLogo:!0},grid:{vertLines:{visible:!1},horzLines:{color:r}},rightPriceScale:{borderColor:r,scaleMargins:{top:.12,bottom:.14}},handleScroll:{vertTouchDrag:!1},timeScale:{borderColor:r,timeVisible:d<z,secondsVisible:d<B,rightOffset:Math.ceil(H/G),tickMarkFormatter:(e,t)=>m[t](h(e))},localization:{locale:l.language,timeFormatter:e=>p(h(e)),priceFormatter:e=>l.number(e,u(this.tick)??2)}});let[g,_]=[s(this,`--success-color`),s(this,`--error-color`)];this.series=this.chart.addSeries(n,{upColor:g,borderUpColor:g,wickUpColor:g,downColor:_,borderDownColor:_,wickDownColor:_,priceFormat:{type:`price`,precision:u(this.tick)??2,minMove:Number(this.tick??.01)},autoscaleInfoProvider:e=>{let t=e();if(!t?.priceRange)return t;let n=(this.fit===`levels`?this.levels.filter(e=>!e.filled):[]).map(e=>Number(e.price));return this.draft&&n.push(Number(this.draft.price)),this.range=this.still??{minValue:Math.min(t.priceRange.minValue,...n),maxValue:Math.max(t.priceRange.maxValue,...n)},{...t,priceRange:this.range}}}),this.traded=this.chart.addSeries(t,{priceScaleId:`volume`,priceFormat:{type:`volume`},lastValueVisible:!1,priceLineVisible:!1}),this.traded.priceScale().applyOptions({scaleMargins:{top:.84,bottom:0}}),this.fills=this.chart.addSeries(c,{lineVisible:!1,crosshairMarkerVisible:!1,lastValueVisible:!1,priceLineVisible:!1}),this.markers=a(this.fills,[]),this.series.attachPrimitive({updateAllViews:()=>this.placeNames()}),this.chart.subscribeCrosshairMove(({time:e})=>this.tell(e)),this.chart.timeScale().subscribeVisibleLogicalRangeChange(e=>{!this.looked||!e||e.from>W||!this.candles.length||this.dispatchEvent(new CustomEvent(`older-wanted`,{detail:this.candles[0][0]}))})}placeNames(){let{chart:e,series:t}=this,n=this.renderRoot.querySelector(`tradehook-level-handles`),r=this.renderRoot.querySelector(`.chart`);e&&t&&n&&r&&(n.scale={at:e=>t.priceToCoordinate(e),price:e=>t.coordinateToPrice(e),height:r.clientHeight-e.timeScale().height(),right:t.priceScale().width()},n.place())}tell(e){let t=this.renderRoot.querySelector(`.legend`),n=e===void 0?this.candles.at(-1):this.candles.find(([t])=>t===e);if(!t)return;if(!n||e===void 0&&this.clientWidth<U){t.textContent=``;return}let r=u(this.tick)??2,[i,...a]=n,o=[`open`,`high`,`low`,`close`],s=a.map((e,t)=>`${this.t(`chart.${o[t]}`)} ${this.format.number(e,r)}`),c=this.volumes.get(i);c!==void 0&&s.push(`${this.t(`chart.volume`)} ${this.format.number(c,c<100?3:0)}`),t.textContent=s.join(`  `)}drawVolumes(){let{traded:e,volumes:t,candles:n}=this,r=`${t.size} ${[...t].at(-1)?.join()} ${n.length} ${n[0]?.[0]}`;if(!e||r===this.drawnVolumes)return;this.drawnVolumes=r;let[i,a]=[s(this,`--success-color`,.35),s(this,`--error-color`,.35)];e.setData(n.flatMap(([e,n,,,r])=>{let o=t.get(e);return o===void 0?[]:[{time:e,value:o,color:Number(r)<Number(n)?a:i}]}))}drawCandles(){let{candles:e,shown:t,series:n}=this;if(!n||e===t)return;let r=this.looked&&!!(t.length&&e.length)&&e[0][0]<t[0][0];if(t.length>0&&e[0]?.[0]===t[0]?.[0]&&e[t.length-1]?.[0]===t.at(-1)?.[0]&&e.length-t.length<=1&&e.length>=t.length)for(let r=Math.max(t.length-3,0);r<e.length;r++)e[r]!==t[r]&&n.update(q(e[r]),r<t.length-1);else n.setData(e.map(q)),r||this.reset();this.shown=e}drawLevels(){let t=new Map;for(let e of this.levels)t.set(e.key?w(e.key):`${e.kind} ${e.name}`,e);this.draft?.level.key&&t.set(`draft`,{...this.draft.level,price:this.draft.price});for(let[e,n]of this.lines)t.has(e)||(this.series?.removePriceLine(n),this.lines.delete(e));for(let[n,{kind:r,price:i,filled:a,key:o}]of t){let t=this.lines.get(n);if(t)t.applyOptions({price:Number(i)});else if(this.series){let t=n===`draft`,c={price:Number(i),color:s(this,R[r],a?.4:1),lineWidth:t?2:1,lineStyle:t||r===`entry`&&!o?e.Solid:a?e.Dotted:e.Dashed,axisLabelVisible:!a,title:``};this.lines.set(n,this.series.createPriceLine(c))}}this.tell()}static{this.styles=[g,v`
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
      .legend {
        color: var(--th-soft);
        font-size: 11px;
        inset-inline: 4px auto;
        margin: 0;
        max-width: calc(100% - 8px);
        padding: 0;
        background: color-mix(in srgb, var(--ha-card-background, var(--card-background-color)) 80%, transparent);
        pointer-events: none;
        text-align: start;
        top: 2px;
        white-space: pre-wrap;
      }
      .chart {
        height: var(--chart-height, clamp(280px, 45vh, 460px));
      }
    `]}};h([p({attribute:!1})],K.prototype,`t`,void 0),h([p({attribute:!1})],K.prototype,`candles`,void 0),h([p({attribute:!1})],K.prototype,`volumes`,void 0),h([p()],K.prototype,`fit`,void 0),h([p({attribute:!1})],K.prototype,`draft`,void 0),h([p({type:Boolean})],K.prototype,`movable`,void 0),h([p()],K.prototype,`anchor`,void 0),h([p({attribute:!1})],K.prototype,`levels`,void 0),h([p({attribute:!1})],K.prototype,`marks`,void 0),h([p({attribute:!1})],K.prototype,`interval`,void 0),h([p()],K.prototype,`tick`,void 0),h([p({attribute:!1})],K.prototype,`format`,void 0),h([p()],K.prototype,`label`,void 0),h([p()],K.prototype,`empty`,void 0),K=h([l(`tradehook-chart`)],K);function q([e,t,n,r,i]){return{time:e,open:Number(t),high:Number(n),low:Number(r),close:Number(i)}}export{T as i,k as n,D as r,O as t};
import{a as e,d as t,f as n,h as r,i,l as a,n as o,p as s,s as c,t as l,u,v as d}from"./styles.js";import{C as f,_ as p,f as ee,g as m,i as te,l as h,m as g,n as _,o as v,s as ne,x as re}from"./position-row.js";import{i as ie}from"./equity.js";import{a as y,t as b}from"./element.js";import{i as x}from"./localize.js";import{a as ae,i as oe,n as se,o as ce,r as le,s as ue,t as de}from"./candles.js";import{n as fe,o as pe}from"./changes.js";import{n as S,r as C,t as me}from"./levels.js";import{a as w,c as he,i as ge,n as _e,o as T,r as E,s as D,t as O,u as k}from"./colour.js";import{t as A}from"./sentence.js";import{n as j,r as M,t as N}from"./worth.js";var P=.001,F=10;function I(e){return e.is===`target`?`target ${e.leg}`:e.is===`order`?`order ${e.order}`:e.is}function L(e,t){let n=i(t),r=Number(t);return n===void 0||!(r>0)?String(Number(e.toPrecision(8))):Math.max(Math.round(e/r)*r,r).toFixed(n)}function ve(e,t,n,r=!1){let i=Number(t)||e*P,a=Math.max(Math.round(e*P/i),1)*i;return n?i:r?a*F:a}function ye({level:e,price:t},{side:n,mark_price:r}){let i=Number(r);if(!i)return!1;let a=Number(t)>i,o=n===`long`,s=e.kind===`take_profit`||e.kind===`exit`?o:!o;return Number(t)===i||a!==s}function R({level:e,price:t},n,r){let{key:i}=e;switch(i?.is){case`order`:return{move_orders:[{order:i.order,price:t}]};case`target`:return{take_profit:be(i.leg,t,n,r)};case`emergency`:return{stop_loss:{...V(n.stop_loss,`emergency_stop`),emergency_stop_price:t}};default:{let i=xe(n.stop_loss,t,r);return{stop_loss:{...z({level:e,price:t},r)?B(i):i,stop_price:t}}}}}function z({level:e,price:t},n){return e.key?.is===`stop`&&fe(t,n)}function B(e){let{protection_type:t,trailing_percentage:n,trailing_distance:r,...i}=e;return i}function be(e,t,n,r){let i=r.take_profit.map((e,t)=>t),a=[...i.filter(e=>r.take_profit[e]?.done),...i.filter(e=>!r.take_profit[e]?.done)];return pe(n,r.take_profit).map((n,r)=>{let i=a[r]===e,o=i||n.sold<=0?n.share:String(Number((Number(n.share)+n.sold).toFixed(4))),s=i?{price:t}:{[n.kind]:n.value};return{...n.rest,...s,position_percentage:o}})}function V(e,t){let{[`${t}_price`]:n,[`${t}_percentage`]:r,...i}=e??{};return i}function xe(e,t,n){let r=V(e,`stop`),i=r.limit_price,a=Number(n.stop_loss?.stop_price??e?.stop_price);return i===void 0||!a?r:{...r,limit_price:L(Number(i)+Number(t)-a,n.price_tick)}}var H=26,U=14,Se=3,W=class extends n{constructor(...e){super(...e),this.levels=[],this.tick=null,this.anchor=null,this.movable=!1,this.drag=e=>{let{held:t,scale:n}=this;if(!t||!n)return;let r=e.clientY-t.from;if(!t.moved&&Math.abs(r)<Se)return;t.moved=!0;let i=n.price(Math.min(Math.max(t.at+r,1),n.height-1));i!==null&&this.move(t.level,i)},this.drop=()=>{this.held=void 0,this.tell(`drag-ends`)},this.letGo=()=>{this.held=void 0,this.tell(`drag-ends`),this.tell(`drag-cancelled`)}}render(){return this.levels.map(e=>this.renderLevel(e))}updated(){this.place()}renderLevel(e){let{t}=this,n=this.priceOf(e),a=this.isDrafted(e),o=this.distance(e,n),c=r`${e.filled?r`<span aria-hidden="true">✓</span>`:s}
      <b>${e.name}</b>${o?r`<span class="number">${o}</span>`:s}`;return!e.key||!this.movable?r`<div class="level ${e.kind} ${e.filled?`filled`:``}" data-level=${e.kind}>${c}</div>`:r`<button
      type="button"
      class="level ${e.kind} ${a?`drafted`:``}"
      role="slider"
      data-level=${I(e.key)}
      aria-label=${t(`chart.move`,{name:e.name})}
      aria-orientation="vertical"
      aria-valuemin="0"
      aria-valuenow=${n}
      aria-valuetext=${`${this.format.number(n,i(this.tick))}${o?` (${o})`:``}`}
      @pointerdown=${t=>this.grab(t,e)}
      @pointermove=${this.drag}
      @pointerup=${this.drop}
      @pointercancel=${this.letGo}
      @keydown=${t=>this.press(t,e)}
    >
      <svg viewBox="0 0 8 14" width="8" height="14" aria-hidden="true"><path d="M1 5 4 1l3 4M1 9l3 4 3-4" /></svg>
      ${c}
    </button>`}isDrafted(e){let t=this.draft?.level.key;return t!==void 0&&e.key!==void 0&&I(t)===I(e.key)}priceOf(e){return this.isDrafted(e)?this.draft.price:e.price}distance(e,t){let n=Number(this.anchor);return!n||e.kind===`entry`&&!e.key?``:this.format.percent(String(100*(Number(t)-n)/n))}place(){let{scale:e}=this,t=[...this.renderRoot.querySelectorAll(`.level`)];if(!e||!t.length||t.length!==this.levels.length)return;let n=Math.max(e.height,H*t.length),r=t.map((t,n)=>{let r=Number(this.priceOf(this.levels[n])),i=e.at(r);return{element:t,price:r,raw:i,at:Math.min(Math.max(i??-1,U),e.height-U)}}).sort((e,t)=>e.at-t.at||t.price-e.price),i=-1/0;for(let e of r)i=e.at=Math.max(e.at,i+H);let a=n-U+H;for(let e of[...r].reverse())a=e.at=Math.min(e.at,a-H);for(let{element:t,at:n,raw:i}of r)t.style.transform=`translateY(${Math.round(n-U)}px)`,t.style.insetInlineEnd=`${e.right+6}px`,t.dataset.beyond=i===null||i<0?`up`:i>e.height?`down`:``}grab(e,t){let{scale:n}=this;if(e.button!==0||!n)return;let r=n.at(Number(this.priceOf(t)))??0,i=Math.min(Math.max(r,1),n.height-1);e.currentTarget.setPointerCapture(e.pointerId),this.held={level:t,from:e.clientY,at:i,moved:!1},this.tell(`drag-begins`)}press(e,t){let n=Number(this.priceOf(t)),r={ArrowUp:1,ArrowRight:1,PageUp:1,ArrowDown:-1,ArrowLeft:-1,PageDown:-1}[e.key];if(r!==void 0){e.preventDefault();let i=e.key.startsWith(`Page`);this.move(t,n+r*ve(n,this.tick,e.shiftKey,i))}else e.key===`Enter`?(e.preventDefault(),this.tell(`drag-confirms`)):e.key===`Escape`&&this.draft&&(e.preventDefault(),e.stopPropagation(),this.tell(`drag-cancelled`))}move(e,t){this.tell(`level-moved`,{level:e,price:L(t,this.tick)})}tell(e,t){this.dispatchEvent(new CustomEvent(e,{detail:t,bubbles:!0,composed:!0}))}static{this.styles=[l,d`
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
    `]}};o([t({attribute:!1})],W.prototype,`t`,void 0),o([t({attribute:!1})],W.prototype,`format`,void 0),o([t({attribute:!1})],W.prototype,`levels`,void 0),o([t({attribute:!1})],W.prototype,`draft`,void 0),o([t()],W.prototype,`tick`,void 0),o([t()],W.prototype,`anchor`,void 0),o([t({type:Boolean})],W.prototype,`movable`,void 0),W=o([b(`tradehook-level-handles`)],W);var Ce={entry:`--primary-color`,dca:`--warning-color`,take_profit:`--success-color`,stop:`--error-color`,exit:`--success-color`},G=86400,K=60,we=new Map,Te=124,Ee=520,q=class extends n{constructor(...e){super(...e),this.candles=[],this.volumes=we,this.fit=`levels`,this.movable=!1,this.anchor=null,this.levels=[],this.marks=[],this.interval=60,this.tick=null,this.label=``,this.empty=``,this.drawnVolumes=``,this.lines=new Map,this.shown=[],this.look=``,this.hold=()=>{this.still=this.range},this.release=()=>{this.still=void 0}}render(){return r`<div class="chart" role="figure" aria-label=${this.label} dir="ltr"></div>
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
      ${this.empty?r`<p class="soft" role="status">${this.empty}</p>`:s}`}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.draw()}disconnectedCallback(){super.disconnectedCallback(),this.forget()}forget(){this.chart?.remove(),this.chart=this.series=this.fills=this.traded=this.markers=void 0,this.drawnVolumes=``,this.lines.clear(),this.shown=[]}updated(e){(e.has(`format`)||e.has(`interval`))&&this.forget(),this.draw(),e.has(`fit`)&&this.series?.priceScale().applyOptions({autoScale:!0})}reset(){this.series?.priceScale().applyOptions({autoScale:!0}),this.chart?.timeScale().applyOptions({barSpacing:8}),this.chart?.timeScale().scrollToRealTime()}draw(){let e=_e(this);e!==this.look&&this.forget(),this.look=e,this.make(),this.drawCandles(),this.drawVolumes(),this.drawLevels(),this.drawMarks()}drawMarks(){let e=ae(this.marks,this.candles,this.interval),t=new Map(e.map(({time:e,price:t})=>[e,t]));this.fills?.setData([...t].map(([e,t])=>({time:e,value:t}))),this.markers?.setMarkers(e.map(({time:e,price:t,side:n,name:r})=>({time:e,price:t,position:n===`buy`?`atPriceBottom`:`atPriceTop`,shape:n===`buy`?`arrowUp`:`arrowDown`,color:O(this,n===`buy`?`--success-color`:`--error-color`),text:r})))}make(){if(this.chart)return;let e=O(this,`--secondary-text-color`),t=O(this,`--divider-color`),{format:n,interval:r}=this,a=r>=G?{timeZone:`UTC`}:{},o=n.times(r>=G?{dateStyle:`medium`,...a}:{dateStyle:`medium`,timeStyle:r<K?`medium`:`short`}),s={[T.Year]:n.times({year:`numeric`,...a}),[T.Month]:n.times({month:`short`,...a}),[T.DayOfMonth]:n.times({day:`numeric`,month:`short`,...a}),[T.Time]:n.times({timeStyle:`short`}),[T.TimeWithSeconds]:n.times({timeStyle:`medium`})},c=e=>new Date(Number(e)*1e3);this.chart=D(this.renderRoot.querySelector(`.chart`),{autoSize:!0,layout:{background:{color:`transparent`},textColor:e,fontFamily:getComputedStyle(this).fontFamily,attributionLogo:!0},grid:{vertLines:{visible:!1},horzLines:{color:t}},rightPriceScale:{borderColor:t,scaleMargins:{top:.12,bottom:.14}},handleScroll:{vertTouchDrag:!1},timeScale:{borderColor:t,timeVisible:r<G,secondsVisible:r<K,rightOffsetPixels:Te,tickMarkFormatter:(e,t)=>s[t](c(e))},localization:{locale:n.language,timeFormatter:e=>o(c(e)),priceFormatter:e=>n.number(e,i(this.tick)??2)}});let[l,u]=[O(this,`--success-color`),O(this,`--error-color`)];this.series=this.chart.addSeries(ge,{upColor:l,borderUpColor:l,wickUpColor:l,downColor:u,borderDownColor:u,wickDownColor:u,priceFormat:{type:`price`,precision:i(this.tick)??2,minMove:Number(this.tick??.01)},autoscaleInfoProvider:e=>{let t=e();if(!t?.priceRange)return t;let n=(this.fit===`levels`?this.levels.filter(e=>!e.filled):[]).map(e=>Number(e.price));return this.draft&&n.push(Number(this.draft.price)),this.range=this.still??{minValue:Math.min(t.priceRange.minValue,...n),maxValue:Math.max(t.priceRange.maxValue,...n)},{...t,priceRange:this.range}}}),this.traded=this.chart.addSeries(he,{priceScaleId:`volume`,priceFormat:{type:`volume`},lastValueVisible:!1,priceLineVisible:!1}),this.traded.priceScale().applyOptions({scaleMargins:{top:.84,bottom:0}}),this.fills=this.chart.addSeries(k,{lineVisible:!1,crosshairMarkerVisible:!1,lastValueVisible:!1,priceLineVisible:!1}),this.markers=E(this.fills,[]),this.series.attachPrimitive({updateAllViews:()=>this.placeNames()}),this.chart.subscribeCrosshairMove(({time:e})=>this.tell(e))}placeNames(){let{chart:e,series:t}=this,n=this.renderRoot.querySelector(`tradehook-level-handles`),r=this.renderRoot.querySelector(`.chart`);e&&t&&n&&r&&(n.scale={at:e=>t.priceToCoordinate(e),price:e=>t.coordinateToPrice(e),height:r.clientHeight-e.timeScale().height(),right:t.priceScale().width()},n.place())}tell(e){let t=this.renderRoot.querySelector(`.legend`),n=e===void 0?this.candles.at(-1):this.candles.find(([t])=>t===e);if(!t)return;if(!n||e===void 0&&this.clientWidth<Ee){t.textContent=``;return}let r=i(this.tick)??2,[a,...o]=n,s=[`open`,`high`,`low`,`close`],c=o.map((e,t)=>`${this.t(`chart.${s[t]}`)} ${this.format.number(e,r)}`),l=this.volumes.get(a);l!==void 0&&c.push(`${this.t(`chart.volume`)} ${this.format.number(l,l<100?3:0)}`),t.textContent=c.join(`  `)}drawVolumes(){let{traded:e,volumes:t,candles:n}=this,r=`${t.size} ${[...t].at(-1)?.join()} ${n.length} ${n[0]?.[0]}`;if(!e||r===this.drawnVolumes)return;this.drawnVolumes=r;let[i,a]=[O(this,`--success-color`,.35),O(this,`--error-color`,.35)];e.setData(n.flatMap(([e,n,,,r])=>{let o=t.get(e);return o===void 0?[]:[{time:e,value:o,color:Number(r)<Number(n)?a:i}]}))}drawCandles(){let{candles:e,shown:t,series:n}=this;if(n&&e!==t){if(t.length>0&&e[0]?.[0]===t[0]?.[0]&&e[t.length-1]?.[0]===t.at(-1)?.[0]&&e.length-t.length<=1&&e.length>=t.length)for(let r=Math.max(t.length-3,0);r<e.length;r++)e[r]!==t[r]&&n.update(J(e[r]),r<t.length-1);else n.setData(e.map(J)),this.reset();this.shown=e}}drawLevels(){let e=new Map;for(let t of this.levels)e.set(t.key?I(t.key):`${t.kind} ${t.name}`,t);this.draft?.level.key&&e.set(`draft`,{...this.draft.level,price:this.draft.price});for(let[t,n]of this.lines)e.has(t)||(this.series?.removePriceLine(n),this.lines.delete(t));for(let[t,{kind:n,price:r,filled:i,key:a}]of e){let e=this.lines.get(t);if(e)e.applyOptions({price:Number(r)});else if(this.series){let e=t===`draft`,o={price:Number(r),color:O(this,Ce[n],i?.4:1),lineWidth:e?2:1,lineStyle:e||n===`entry`&&!a?w.Solid:i?w.Dotted:w.Dashed,axisLabelVisible:!i,title:``};this.lines.set(t,this.series.createPriceLine(o))}}this.tell()}static{this.styles=[l,d`
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
    `]}};o([t({attribute:!1})],q.prototype,`t`,void 0),o([t({attribute:!1})],q.prototype,`candles`,void 0),o([t({attribute:!1})],q.prototype,`volumes`,void 0),o([t()],q.prototype,`fit`,void 0),o([t({attribute:!1})],q.prototype,`draft`,void 0),o([t({type:Boolean})],q.prototype,`movable`,void 0),o([t()],q.prototype,`anchor`,void 0),o([t({attribute:!1})],q.prototype,`levels`,void 0),o([t({attribute:!1})],q.prototype,`marks`,void 0),o([t({attribute:!1})],q.prototype,`interval`,void 0),o([t()],q.prototype,`tick`,void 0),o([t({attribute:!1})],q.prototype,`format`,void 0),o([t()],q.prototype,`label`,void 0),o([t()],q.prototype,`empty`,void 0),q=o([ie(`tradehook-chart`)],q);function J([e,t,n,r,i]){return{time:e,open:Number(t),high:Number(n),low:Number(r),close:Number(i)}}var Y=[],X=new Map,De=150,Oe=.98,ke=4,Z=class extends n{constructor(...e){super(...e),this.fills=[],this.volumes=X,this.more=!1,this.failed=``,this.full=!1,this.refused=``,this.busy=!1,this.asked=0,this.again=()=>{this.unfollow(),this.follow()},this.switchFit=()=>{this.fit=this.fitting===`levels`?`price`:`levels`},this.switchFull=async()=>{this.full=!this.full,await this.updateComplete,this.full&&this.renderRoot.querySelector(`[data-chart]`)?.showPopover?.()},this.onKey=e=>{e.key===`Escape`&&this.full&&!e.defaultPrevented&&(e.preventDefault(),this.switchFull())},this.addStop=()=>{let{t:e}=this.ctx,{side:t,mark_price:n,entry_price:r,price_tick:i}=this.position,a=Number(n??r);if(!a)return;let o=L(a*(t===`long`?Oe:1.02),i);this.move({level:{kind:`stop`,name:e(`level.stop`),price:``,key:{is:`stop`}},price:o})},this.confirm=async()=>{let{draft:e,plan:t,position:n}=this;if(e&&t&&!this.busy&&!this.refused){this.busy=!0;try{e.level.key?.is===`close`?await this.ctx.api.close(n,{order_type:`limit`,price:e.price}):await this.ctx.api.modify(n,R(e,t,n)),this.ctx.say(this.ctx.t(`exits.done`)),this.busy=!1,this.forget()}catch(e){this.refused=y(e)}finally{this.busy=!1}}},this.forget=()=>{clearTimeout(this.timer),this.timer=void 0,this.asked++,this.draft=this.risk=void 0,this.refused=``},this.toConfirm=()=>{this.renderRoot.querySelector(`.confirm`)?.focus()}}connectedCallback(){super.connectedCallback(),window.addEventListener(`keydown`,this.onKey),this.hasUpdated&&this.follow()}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(`keydown`,this.onKey),this.unfollow(),this.forget()}willUpdate(e){let t=e.get(`position`);e.has(`position`)&&t?.position_id!==this.position.position_id&&(this.interval=se(this.position),this.fit=void 0,this.forget()),this.draft&&!this.busy&&!this.lines.some(e=>this.isSame(e))&&this.forget(),this.follow()}async follow(){let{account:e,symbol:t,opened_at:n,closed_at:r}=this.position,i=`${e} ${t} ${this.interval} ${n} ${r}`;if(this.following!==i&&this.isConnected){this.unfollow(),this.following=i;try{let a=await this.ctx.api.market(e,t,this.interval??60,e=>{this.following===i&&(this.candles=oe(this.candles??Y,e),this.volumes=ue(this.volumes,e),e.candles&&(this.more=e.more??!1,this.failed=e.failed??``))},ce(n,r));this.following===i?this.end=a:a()}catch(e){this.following===i&&(this.failed=y(e))}}}unfollow(){this.end?.(),this.end=this.following=this.candles=void 0,this.volumes=X,this.failed=``}get lines(){let e=S(this.ctx.t,this.position),{draft:t}=this;return t?.level.key?.is===`stop`&&!e.some(e=>e.key?.is===`stop`)&&e.push(t.level),e}isSame(e){return JSON.stringify(e.key)===JSON.stringify(this.draft?.level.key)}get movable(){let{status:e}=this.position;return this.ctx.admin&&this.plan!==void 0&&!h.has(e)}get fitting(){if(this.fit)return this.fit;let e=(this.candles??Y).slice(-120).flatMap(([,,e,t])=>[Number(e),Number(t)]);if(!e.length)return`levels`;let t=Math.max(...e)-Math.min(...e),n=[...e,...this.lines.filter(e=>!e.filled).map(e=>Number(e.price))];return Math.max(...n)-Math.min(...n)>ke*t&&this.candles.length>20?`price`:`levels`}render(){let{t,format:n}=this.ctx,{position:i}=this,a=i.closed_at!==null,o=le(this.candles,a,this.more),c=`${e(i.symbol)} ${t(`side.${i.side}`)}`,l=this.fitting;return r`<section
      class="card ${this.full?`full`:``}"
      data-chart
      popover=${this.full?`manual`:s}
      @level-moved=${e=>this.move(e.detail)}
      @drag-cancelled=${this.forget}
      @drag-confirms=${this.toConfirm}
    >
      <div class="bar">
        <h3>${this.full?c:t(`position.chart`)}</h3>
        <div class="segments" role="group" aria-label=${t(`position.interval`)}>
          ${de.map(e=>r`<button
              type="button"
              aria-pressed=${String(e===this.interval)}
              @click=${()=>this.interval=e}
            >
              ${t(`position.interval_${e}`)}
            </button>`)}
        </div>
        <span class="tools">
          ${this.movable&&i.no_stop&&!this.draft?r`<button type="button" class="tool" @click=${this.addStop}>${t(`chart.add_stop`)}</button>`:s}
          <button
            type="button"
            class="tool"
            title=${t(`chart.fit_${l===`levels`?`price`:`levels`}_means`)}
            @click=${this.switchFit}
          >
            ${t(`chart.fit_${l===`levels`?`price`:`levels`}`)}
          </button>
          <button type="button" class="tool" aria-pressed=${String(this.full)} @click=${this.switchFull}>
            ${t(this.full?`chart.leave_full`:`chart.full`)}
          </button>
        </span>
      </div>
      <tradehook-chart
        .t=${t}
        .candles=${this.candles??Y}
        .volumes=${this.volumes}
        .levels=${this.lines}
        .draft=${this.draft}
        .movable=${this.movable}
        .fit=${l}
        .anchor=${i.entry_price??i.mark_price}
        .marks=${C(t,this.fills)}
        .interval=${this.interval??60}
        .tick=${i.price_tick}
        .format=${n}
        .label=${t(`position.chart_of`,{name:c})}
        .empty=${o&&!(this.failed&&o!==`loading`)?t(o===`loading`?`common.loading`:`position.chart_${o}`):``}
      ></tradehook-chart>
      ${this.draft?this.renderDraft(this.draft):s} ${this.renderFailed()} ${this.renderEarlier()}
    </section>`}renderDraft({level:e,price:t}){let{t:n,format:i}=this.ctx,{position:a,risk:o}=this,c=this.refused,l=e=>e===void 0?`…`:e===null?n(`plan.unbounded`):Number(e)<0?n(`chart.sure`,{profit:i.money(e.replace(`-`,``),a.quote,!0)}):`−${i.money(e,a.quote)}`,u=e.price===``,d=i.price(t,a.price_tick);return r`<div class="draft" role="group" aria-label=${n(`chart.draft`)} data-draft>
      <p aria-live="polite">
        <b>${e.name}</b>
        <span class="number">${u?``:`${i.price(e.price,a.price_tick)} → `}${d} ${a.quote}</span>
        ${c?r`<span class="error" role="alert">${c}</span>`:r`<span>
              ${n(`chart.worst_loss`)}
              <span class="number">${l(o?.now)} → <b class=${Number(o?.after)>0?`loss`:`profit`} data-worst>${l(o?.after)}</b></span>
            </span>`}
        <span class="soft small">
          ${z({level:e,price:t},a)?n(`chart.frees`):s}
          ${n(`purse.${a.account_type}`)} · ${a.account_name}
        </span>
      </p>
      <span class="buttons">
        <button type="button" class="button plain" ?disabled=${this.busy} @click=${this.forget}>${n(`common.cancel`)}</button>
        <button
          type="button"
          class="button confirm"
          ?disabled=${this.busy||!!c||!o}
          @click=${this.confirm}
        >
          ${n(`chart.confirm`,{name:e.name})}
        </button>
      </span>
    </div>`}renderFailed(){let{t:e}=this.ctx;return this.failed?r`<p class="note" role="status" data-failed>
      ${e(`position.chart_failed`,{reason:this.failed})}
      <button type="button" class="button plain" @click=${this.again}>${e(`chart.again`)}</button>
    </p>`:s}renderEarlier(){let{t:e,format:t}=this.ctx,n=this.candles?.[0]?.[0];if(n===void 0)return s;let i=new Date(n*1e3).toISOString();return this.fills.some(e=>Date.parse(e.time)<n*1e3)?r`<p class="note soft" data-earlier>${e(`position.chart_earlier`,{time:t.time(i)})}</p>`:s}move({level:e,price:t}){if(this.busy)return;let n=this.draft&&this.isSame(e);if(this.draft={level:n?this.draft.level:e,price:t},n||(this.risk=void 0),this.refused=``,ye(this.draft,this.position)){let t=this.ctx.format.price(this.position.mark_price,this.position.price_tick);this.refused=this.ctx.t(`chart.over_market`,{name:e.name,price:t}),this.asked++,clearTimeout(this.timer),this.timer=void 0}else this.timer??=setTimeout(()=>{this.timer=void 0,this.judge()},De)}async judge(){let{draft:e,plan:t,position:n}=this;if(!e||!t)return;let r=++this.asked,i=e.level.key?.is===`close`;try{let a=await this.ctx.api.checkChanges(n,i?{}:R(e,t,n));r===this.asked&&(this.risk=a)}catch(e){if(r!==this.asked)return;this.refused=y(e)}}get chart(){return this.renderRoot.querySelector(`tradehook-chart`)}static{this.styles=[l,d`
      :host {
        display: block;
        min-width: 0;
      }
      section {
        overflow: hidden;
        padding: 16px;
      }
      section.full {
        --chart-height: 100%;
        border: 0;
        border-radius: 0;
        color: var(--primary-text-color);
        display: flex;
        flex-direction: column;
        height: 100dvh;
        inset: 0;
        margin: 0;
        max-height: none;
        max-width: none;
        position: fixed;
        width: 100vw;
        z-index: 10;
      }
      .full tradehook-chart {
        flex: 1;
        min-height: 0;
      }
      .bar {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
        margin-bottom: 8px;
      }
      .tools {
        display: flex;
        gap: 4px;
        margin-inline-start: auto;
      }
      .tool {
        background: none;
        border: 1px solid var(--th-line);
        border-radius: 18px;
        color: var(--th-link);
        cursor: pointer;
        font-size: 13px;
        min-height: 32px;
        padding: 2px 12px;
      }
      .segments {
        display: flex;
      }
      .segments button {
        border-inline-start-width: 0;
        font-size: 13px;
        min-height: 32px;
        padding: 2px 10px;
        white-space: nowrap;
      }
      .segments button:first-child {
        border-inline-start-width: 1px;
      }
      .draft {
        align-items: center;
        border-top: 1px solid var(--th-line);
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        justify-content: space-between;
        margin-top: 8px;
        padding-top: 8px;
      }
      .draft p {
        align-items: baseline;
        display: flex;
        flex: 1 1 240px;
        flex-wrap: wrap;
        gap: 2px 12px;
        margin: 0;
      }
      .draft .number {
        white-space: normal;
      }
      .small {
        font-size: 12px;
      }
      .buttons {
        display: flex;
        gap: 4px;
        margin-inline-start: auto;
      }
      .note {
        margin: 0;
        padding: 8px 0 0;
      }
      @media (max-width: 700px) {
        section {
          padding: 12px;
        }
        .bar h3 {
          flex: 1;
        }
        .segments {
          order: 1;
          width: 100%;
        }
        .segments button {
          flex: 1;
          min-height: 36px;
          padding: 2px 0;
        }
        .tool {
          min-height: 36px;
        }
      }
    `]}};o([t({attribute:!1})],Z.prototype,`ctx`,void 0),o([t({attribute:!1})],Z.prototype,`position`,void 0),o([t({attribute:!1})],Z.prototype,`fills`,void 0),o([t({attribute:!1})],Z.prototype,`plan`,void 0),o([u()],Z.prototype,`candles`,void 0),o([u()],Z.prototype,`volumes`,void 0),o([u()],Z.prototype,`more`,void 0),o([u()],Z.prototype,`failed`,void 0),o([u()],Z.prototype,`interval`,void 0),o([u()],Z.prototype,`fit`,void 0),o([u()],Z.prototype,`full`,void 0),o([u()],Z.prototype,`draft`,void 0),o([u()],Z.prototype,`risk`,void 0),o([u()],Z.prototype,`refused`,void 0),o([u()],Z.prototype,`busy`,void 0),Z=o([b(`tradehook-position-chart`)],Z);var Q=class extends n{constructor(...e){super(...e),this.label=``,this.items=[]}render(){return r`<button
        class="icon-button"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded="false"
        @click=${this.show}
      >
        ${f(re)}
      </button>
      <tradehook-popup-menu></tradehook-popup-menu>`}show(e){e.stopPropagation(),this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,this.label,this.items)}static{this.styles=[l]}};o([t()],Q.prototype,`label`,void 0),o([t({attribute:!1})],Q.prototype,`items`,void 0),Q=o([b(`tradehook-menu`)],Q);function Ae(e,t,n,r){let i=e=>t.price(e,n.price_tick),o=e=>`${t.number(e)} ${n.base}`,s=t=>x(e,`close_reason`,t),c=()=>{let t=x(e,`purpose`,r.purpose);return r.purpose===`dca`||r.purpose===`take_profit`?`${t} ${Number(r.leg)+1}`:t},l=(t,n,a)=>r.price===null?e(n,a):e(t,{...a,price:i(r.price)});switch(r.event){case`accepted`:return e(`story.accepted`,{signal:String(r.signal_id)});case`placed`:return r.trigger?e(`story.placed_trigger`,{order:c(),amount:o(r.amount),price:i(r.trigger)}):e(`story.placed`,{order:c(),amount:o(r.amount),price:i(r.price)});case`filled`:return e(r.complete?`story.filled`:`story.partly_filled`,{order:c(),filled:o(r.filled),amount:o(r.amount),price:i(r.price)});case`rejected`:return e(`story.rejected`,{order:c(),message:a(String(r.message??r.code??``))});case`unknown`:return e(`story.unknown`,{order:c()});case`cancelled_outside`:return e(`story.cancelled_outside`,{order:c()});case`changed_outside`:return e(r.by?`story.taken_by_ours`:`story.changed_outside`,{amount:o(r.amount),price:i(r.price),size:o(r.size)});case`entries_cancelled`:return e(r.dca?`story.entries_cancelled`:`story.entry_cancelled`,{reason:s(r.reason)});case`stop_set`:case`stop_moved`:return r.price===null?e(`story.emergency_set`,{price:i(r.emergency)}):e(`story.${r.event}`,{price:i(r.price),why:x(e,`stop_cause`,r.why)});case`stop_waits`:return e(`story.stop_waits`,{price:i(r.price),why:x(e,`stop_cause`,r.why)});case`targets`:return e(`story.targets`,{prices:r.prices.map(i).join(` · `)});case`targets_changed`:return e(r.filled?`story.targets_changed_filled`:`story.targets_changed`,{count:String(r.count),filled:String(r.filled)});case`auto_close_changed`:return e(`story.auto_close_changed`,{minutes:t.number(Number(r.seconds)/60)});case`cool_down_started`:return e(`story.cool_down_started`,{price:i(r.price),until:t.time(r.until)});case`cool_down_ended`:return e(`story.cool_down_ended`,{price:i(r.price)});case`trailing_started`:case`trailing_hit`:return e(`story.${r.event}`,{number:String(Number(r.leg)+1),price:i(r.price)});case`trailing_reset`:return e(`story.trailing_reset`,{number:String(Number(r.leg)+1)});case`increase_asked`:case`reduce_asked`:return l(`story.${r.event}_limit`,`story.${r.event}`,{amount:o(r.amount)});case`increase_cut`:return e(`story.increase_cut`,{amount:o(r.amount)});case`order_moved`:return e(`story.order_moved`,{order:c(),price:i(r.price)});case`entry_resized`:return e(`story.entry_resized`,{amount:o(r.amount)});case`close_asked`:return r.mark?e(`story.close_asked_mark`,{reason:s(r.reason),price:i(r.mark)}):l(`story.close_asked_limit`,`story.close_asked`,{reason:s(r.reason)});case`ended`:{let i=t.money(r.profit,n.quote,!0);return`${e(r.status===`closed`?`story.closed`:`story.${r.status}`,{reason:s(r.reason),profit:i})}${r.dust?` ${e(`story.dust`,{dust:o(r.dust)})}`:``}${r.message?` ${a(String(r.message))}`:``}`}default:return x(e,`story`,r.event)}}function je(e,t){let{t:n,format:i}=e,a=h.has(t.status),o=j(t),l=(e,n=!1)=>i.money(e,t.quote,n),u=e=>i.price(e,t.price_tick),d=(e,t,i=``,a=``)=>r`<div data-fact=${e}>
    <dt class="soft">${n(`column.${e}`)}</dt>
    <dd class="number ${i}">
      ${t}${a?r` <span class="soft note-inline">${a}</span>`:s}
    </dd>
  </div>`,f=e=>{let n=N(t.mark_price,e);return n===null?``:i.percent(n)},p=c(t.profit);return r`<dl class="card facts">
    ${d(`profit`,l(t.profit,!0),p)}
    ${d(`profit_percentage`,i.percent(t.profit_percentage),p)}
    ${t.leverage>1?d(`roe_percentage`,i.percent(t.roe_percentage),p):s}
    ${a?d(`exit_price`,u(t.exit_price)):r`${d(`unrealized_profit`,l(t.unrealized_profit,!0),c(t.unrealized_profit))}
        ${d(`realized_profit`,l(t.realized_profit,!0),c(t.realized_profit))}
        ${d(`size`,`${i.number(t.size)} ${t.base}`)} ${d(`value`,l(t.value))}`}
    ${d(`entry_price`,te(e,t))}
    ${a?s:r`${d(`mark_price`,u(t.mark_price))}
        ${t.no_stop?d(`stop_price`,n(`positions.no_stop`),`loss strong`):d(`stop_price`,u(t.stop_price),``,f(t.stop_price))}
        ${d(`next_target_price`,u(t.next_target_price),``,f(t.next_target_price))}
        ${d(`risk`,l(t.risk))} ${d(`margin`,l(t.margin))}
        ${o?d(`liquidation_price`,u(t.liquidation_price),``,f(t.liquidation_price)):s}
        ${d(`invested`,l(t.invested))}`}
    ${d(`fees`,l(t.fees))}
    ${o?d(`funding`,l(t.funding,!0)):s}
    ${a?d(`duration`,t.duration===null?`–`:v(n,t.duration)):r`<div data-fact="age">
          <dt class="soft">${n(`column.age`)}</dt>
          <dd class="number">${_(e,M(t))}</dd>
        </div>`}
    ${d(`opened_at`,i.time(t.opened_at))}
    ${t.closed_at?d(`closed_at`,i.time(t.closed_at)):s}
    ${t.close_reason?d(`close_reason`,x(n,`close_reason`,t.close_reason)):s}
  </dl>`}var Me=new Set([`pending`,`open`,`closing`]);function Ne(e){if(!Me.has(e.status))return[];let t=[];e.entry_condition_price!==null&&t.push({kind:`entry`,price:e.entry_condition_price});let n=e.stop_loss;if(n){let r=t=>n.resting_stop_price!==null&&Math.abs(Number(n.resting_stop_price)-Number(t))<=1.001*Number(e.price_tick??0),{stop_price:i,emergency_stop_price:a,waiting:o}=n;i!==null&&!r(i)&&t.push({kind:`stop_loss`,price:i}),a!==null&&!r(a)&&t.push({kind:`emergency_stop`,price:a}),o&&t.push({kind:`waiting_stop`,price:o.stop})}return e.status===`closing`||e.take_profit.forEach(({price:n,done:r,position_percentage:i,trailing:a},o)=>{let s=e.orders.some(e=>e.purpose===`take_profit`&&e.leg===o&&me(e.status));!r&&n!==null&&!s&&t.push({kind:`take_profit`,leg:o,price:n,share:i,trailing:a})}),t}var Pe=new Set([`dca`,`take_profit`]),Fe=[`order`,`order_type`,`order_price`,`order_filled`,`order_status`];function Ie(e,t){let{t:n}=e,i=Ne(t);return!t.orders.length&&!i.length?s:r`<section class="card" data-orders>
    <h3>${n(`position.orders`)}</h3>
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${Fe.map(e=>r`<th role="columnheader">${n(`position.${e}`)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${i.map(n=>Le(e,n,t))}
        ${[...t.orders].reverse().map(n=>Re(e,n,t))}
      </tbody>
    </table>
  </section>`}function Le({t:e,format:t},{kind:n,leg:i,price:a,share:o},c){return r`<tr role="row" data-watched=${n}>
    <td role="cell">
      <b>${e(`watched.${n}`)}${i===void 0?s:` ${i+1}`}</b>
    </td>
    <td role="cell" data-label=${e(`position.order_type`)}>${e(`position.watched`)}</td>
    <td role="cell" class="number" data-label=${e(`position.order_price`)}>
      ${t.price(a,c.price_tick)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_filled`)}>
      ${o===void 0?`–`:e(`position.watched_share`,{share:t.number(o,0)})}
    </td>
    <td role="cell" data-label=${e(`position.order_status`)}>${e(`position.watching`)}</td>
  </tr>`}function Re({t:e,format:t},n,i){let{orders:a}=i,o=n.leg!==null&&Pe.has(n.purpose)&&a.length>1;return r`<tr role="row" data-order=${n.purpose}>
    <td role="cell">
      <b>${x(e,`purpose`,n.purpose)}${o?` ${n.leg+1}`:s}</b>
      ${n.message?r`<span class="small error">${A(n.message)}</span>`:s}
    </td>
    <td role="cell" data-label=${e(`position.order_type`)}>
      ${x(e,`order_type`,n.order_type)} · ${e(`side.${n.side}`)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_price`)}>
      ${t.price(n.average_price??n.price,i.price_tick)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_filled`)}>
      ${t.number(n.filled)} / ${t.number(n.amount)}
      <span class="soft">${i.base}</span>
    </td>
    <td role="cell" data-label=${e(`position.order_status`)}>${x(e,`order_status`,n.status)}</td>
  </tr>`}var ze=d`
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
  .strong {
    font-weight: 700;
  }
  .note-inline {
    font-size: 12px;
  }
  .danger-note {
    align-items: center;
    border: 2px solid var(--th-danger);
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    justify-content: space-between;
    margin: 0;
    padding: 12px 16px;
  }
  .quick {
    display: flex;
    gap: 8px;
    justify-content: flex-end;
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
    :host {
      padding-bottom: 72px;
    }
    /* Within reach of a thumb, wherever one has scrolled to */
    .quick {
      background: var(--ha-card-background, var(--card-background-color));
      border-top: 1px solid var(--th-line);
      inset-block-end: 0;
      inset-inline: 0;
      padding: 10px 16px calc(10px + env(safe-area-inset-bottom, 0px));
      position: fixed;
      z-index: 2;
    }
    .quick .button {
      flex: 1;
      min-height: 48px;
      padding: 8px;
    }
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
`,Be=300,$=class extends n{constructor(...e){super(...e),this.account=``,this.accounts=[],this.positionId=``,this.fills=[],this.story=[],this.links=[],this.error=``,this.found=``,this.seen=``,this.loading=!1,this.again=!1,this.load=async()=>{if(this.loading){this.again=!0;return}this.loading=!0,this.again=!1;let{place:e}=this;try{let{position:t,plan:n,fills:r,story:i}=await this.details(),a=await this.ctx.api.links({...e,account:t.account});if(e.position_id!==this.positionId||!this.isConnected)return;this.error=``,this.loaded=t,this.plan=n,this.fills=r,this.story=i,this.links=a}catch(t){e.position_id===this.positionId&&(this.error=y(t))}finally{this.loading=!1,this.again&&this.isConnected&&setTimeout(this.load,e.position_id===this.positionId?Be:0)}}}connectedCallback(){super.connectedCallback(),this.seen=``,window.addEventListener(m,this.load)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(m,this.load)}willUpdate(e){e.has(`positionId`)&&(this.found=``,this.loaded=this.plan=void 0,this.fills=this.story=this.links=[]);let{live:t}=this,n=t?JSON.stringify([t.status,t.size,t.orders,t.stop_loss,t.take_profit]):`over`,r=this.accounts.filter(e=>e.loaded).length,i=`${this.account} ${this.positionId} ${n} ${this.place.account?``:r}`;i!==this.seen&&(this.seen=i,this.load())}get place(){return{account:this.account||this.live?.account||this.found,position_id:this.positionId}}async details(){let{place:e,accounts:t}=this;if(e.account)return this.ctx.api.position(e);let n=Error(this.ctx.t(`position.missing`));for(let{account:r}of t.filter(({loaded:e})=>e))try{let t=await this.ctx.api.position({account:r,position_id:e.position_id});return e.position_id===this.positionId&&(this.found=r),t}catch(e){n=e}throw n}render(){let{t}=this.ctx,n=this.live??this.loaded;if(this.error&&!this.live)return r`<p class="card empty error" role="alert">${this.error}</p>`;if(!n)return r`<p class="empty soft" role="status">${t(`common.loading`)}</p>`;let i=`${e(n.symbol)} ${t(`side.${n.side}`)}`,a=ee(this.ctx,n,!1);return r`<div class="head">
        <h2>${e(n.symbol)}</h2>
        <span class="chip ${n.side===`long`?`profit`:`loss`}">
          ${t(`side.${n.side}`)}${n.leverage>1?` ${n.leverage}×`:s}
        </span>
        <span class="chip" data-status=${n.status}>${x(t,`status`,n.status)}</span>
        ${ne(t,n)}
        <span class="soft">${n.bot_name??t(`positions.removed_bot`)} · ${n.account_name}</span>
        <span class="space"></span>
        ${this.renderQuick(n)}
        ${a.length?r`<tradehook-menu .label=${t(`positions.menu`,{name:i})} .items=${a}></tradehook-menu>`:s}
      </div>
      ${n.no_stop&&Number(n.size)?this.renderNoStop(n):s} ${je(this.ctx,n)}
      ${n.message?r`<p class="card note">${A(n.message)}</p>`:s}
      <tradehook-position-chart
        .ctx=${this.ctx}
        .position=${n}
        .fills=${this.fills}
        .plan=${this.plan}
      ></tradehook-position-chart>
      ${this.renderLinks()} ${this.renderStory(n)} ${Ie(this.ctx,n)}
      ${this.renderFills(n)}`}renderStory(e){let{t,format:n}=this.ctx;return this.story.length?r`<section class="card" data-story>
      <h3>${t(`position.story`)}</h3>
      <ol>
        ${[...this.story].reverse().map(i=>r`<li data-event=${i.event}>
            <span>${Ae(t,n,e,i)}</span>
            <time class="soft small" datetime=${i.at}>${n.time(i.at)}</time>
          </li>`)}
      </ol>
    </section>`:s}renderNoStop(e){let{t}=this.ctx,n=g(this.ctx,e).find(({key:e})=>e===`exits`);return r`<p class="card danger-note" role="alert" data-no-stop-note>
      <span><b>${t(`positions.no_stop`)}.</b> ${t(`positions.no_stop_why`)}</span>
      ${n?r`<button class="button danger" @click=${n.act}>${t(`position.set_stop`)}</button>`:s}
    </p>`}renderQuick(e){let{t}=this.ctx,n=g(this.ctx,e);return n.length?r`<div class="quick" role="group" aria-label=${t(`position.quick`)} data-quick>
      ${n.map(({key:e,label:t,act:n,danger:i})=>r`<button class="button ${i?`danger`:`outlined`}" data-quick-action=${e??``} @click=${n}>
            ${t}
          </button>`)}
    </div>`:s}renderFills(e){let{t,format:n}=this.ctx;return this.fills.length?r`<section class="card" data-fills>
      <h3>${t(`position.fills`)}</h3>
      <ul>
        ${this.fills.map(i=>r`<li>
            <span>
              <b>${x(t,`purpose`,i.purpose)}</b>
              <span class="soft small">${n.time(i.time)}</span>
            </span>
            <span class="number end">
              ${n.number(i.amount)} ${e.base} @
              ${n.price(i.price,e.price_tick)}
              <span class="soft small">
                ${t(`position.fee`,{fee:`${n.number(i.fee)} ${i.fee_currency}`})}
              </span>
            </span>
          </li>`)}
      </ul>
    </section>`:s}renderLinks(){let{t:e,format:t}=this.ctx;return!this.live&&!this.links.length?s:r`<section class="card" data-links>
      <h3>${e(`position.links`)}</h3>
      ${this.links.length?r`<ul>
            ${this.links.map(n=>r`<li>
                <span class="grow">
                  <b>${e(`link.${n.mode}`)}</b>
                  <span class="soft small">${t.time(n.created_at)}</span>
                  ${n.question?r`<span class="soft small">${e(`link.asks`)}</span>`:s}
                  <textarea class="field" rows="2" readonly dir="ltr" aria-label=${e(`position.link_url`)} .value=${n.url}></textarea>
                </span>
                <span class="buttons">
                  <button class="button outlined" @click=${this.copy}>${e(`common.copy`)}</button>
                  <button class="button plain" @click=${()=>this.revoke(n)}>${e(`position.revoke`)}</button>
                </span>
              </li>`)}
          </ul>`:r`<p class="note soft">${e(`position.no_links`)}</p>`}
    </section>`}async copy(e){let t=e.target.closest(`li`)?.querySelector(`textarea`);t&&await p(t)&&this.ctx.say(this.ctx.t(`common.copied`))}revoke(e){let{t,api:n}=this.ctx;this.ctx.ask({title:t(`position.revoke_title`),text:t(`position.revoke_text`),confirm:t(`position.revoke`),danger:!0,act:async()=>(await n.revokeLink(this.place.account,e.link_id),this.links=this.links.filter(t=>t.link_id!==e.link_id),t(`position.revoked`))})}static{this.styles=[l,ze]}};o([t({attribute:!1})],$.prototype,`ctx`,void 0),o([t()],$.prototype,`account`,void 0),o([t({attribute:!1})],$.prototype,`accounts`,void 0),o([t({attribute:`position-id`})],$.prototype,`positionId`,void 0),o([t({attribute:!1})],$.prototype,`live`,void 0),o([u()],$.prototype,`loaded`,void 0),o([u()],$.prototype,`fills`,void 0),o([u()],$.prototype,`story`,void 0),o([u()],$.prototype,`links`,void 0),o([u()],$.prototype,`plan`,void 0),o([u()],$.prototype,`error`,void 0),$=o([b(`tradehook-position`)],$);export{$ as PositionView};
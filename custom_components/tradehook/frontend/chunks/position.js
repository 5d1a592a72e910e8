import{a as e,c as t,d as n,f as r,g as i,m as a,n as o,o as s,p as c,r as l,t as u,u as d,y as f}from"./styles.js";import{c as p,d as m,f as ee,i as te,l as ne,o as h,t as g,u as re}from"./actions.js";import{t as ie}from"./custom-element.js";import{i as _}from"./live-host.js";import{i as v}from"./localize.js";import{t as y}from"./working.js";import{a as ae,c as oe,i as se,n as ce,o as le,r as ue,s as de,t as fe}from"./candles.js";import{n as pe,o as me}from"./changes.js";import{a as b,c as x,i as S,n as he,o as C,r as ge,s as _e,t as w,u as ve}from"./colour.js";import{f as ye,i as be,n as xe,o as Se,s as T,u as E}from"./position-row.js";import{t as D}from"./sentence.js";import{n as O,r as k,t as A}from"./worth.js";var j=class extends c{constructor(...e){super(...e),this.note=``,this.tags=``,this.busy=!1,this.error=``,this.stored=``,this.save=async()=>{let{api:e,say:t,t:n}=this.ctx;await y(this,async()=>{let r=this.tags.split(`,`).map(e=>e.trim()).filter(Boolean),i=await e.setNote(this.position,this.note,r);this.position={...this.position,...i},t(n(`note.saved`))})}}willUpdate(e){let{position:t}=this,n=`${t.position_id}\n${t.tags.join(`, `)}\n${t.note}`;n!==this.stored&&(this.stored=n,this.note=t.note,this.tags=t.tags.join(`, `))}render(){let{t:e,admin:t}=this.ctx,{position:n}=this;if(!t)return n.note||n.tags.length?i`<section class="card">
            <h3>${e(`note.title`)}</h3>
            <p>${n.tags.map(e=>i`<span class="chip">${e}</span> `)}</p>
            <p class="text">${n.note}</p>
          </section>`:a;let r=this.note!==n.note||this.tags!==n.tags.join(`, `);return i`<section class="card" data-note>
      <h3>${e(`note.title`)}</h3>
      <label class="labelled">
        <span>${e(`note.note`)}</span>
        <textarea class="field" rows="2" maxlength="2000" .value=${this.note} @input=${e=>this.note=M(e)}></textarea>
      </label>
      <label class="labelled">
        <span>${e(`note.tags`)}</span>
        <input class="field" .value=${this.tags} @input=${e=>this.tags=M(e)} />
      </label>
      ${this.error?i`<p class="error" role="alert">${this.error}</p>`:a}
      <button class="button outlined" ?disabled=${this.busy||!r} @click=${this.save}>
        ${e(this.busy?`common.working`:`note.save`)}
      </button>
    </section>`}static{this.styles=[u,f`
      section {
        display: grid;
        gap: 12px;
        padding: 16px;
      }
      .button {
        justify-self: start;
      }
      .text {
        white-space: pre-wrap;
      }
      p {
        margin: 0;
      }
    `]}};l([r({attribute:!1})],j.prototype,`ctx`,void 0),l([r({attribute:!1})],j.prototype,`position`,void 0),l([n()],j.prototype,`note`,void 0),l([n()],j.prototype,`tags`,void 0),l([n()],j.prototype,`busy`,void 0),l([n()],j.prototype,`error`,void 0),j=l([o(`tradehook-position-note`)],j);function M(e){return e.target.value}var N=.001,Ce=10;function P(e){return e.is===`target`?`target ${e.leg}`:e.is===`order`?`order ${e.order}`:e.is}function F(t,n){let r=e(n),i=Number(n);return r===void 0||!(i>0)?String(Number(t.toPrecision(8))):Math.max(Math.round(t/i)*i,i).toFixed(r)}function we(e,t,n,r=!1){let i=Number(t)||e*N,a=Math.max(Math.round(e*N/i),1)*i;return n?i:r?a*Ce:a}function Te({level:e,price:t},{side:n,mark_price:r}){let i=Number(r);if(!i)return!1;let a=Number(t)>i,o=n===`long`,s=e.kind===`take_profit`||e.kind===`exit`?o:!o;return Number(t)===i||a!==s}function I({level:e,price:t},n,r){let{key:i}=e;switch(i?.is){case`order`:return{move_orders:[{order:i.order,price:t}]};case`target`:return{take_profit:De(i.leg,t,n,r)};case`emergency`:return{stop_loss:{...R(n.stop_loss,`emergency_stop`),emergency_stop_price:t}};default:{let i=Oe(n.stop_loss,t,r);return{stop_loss:{...L({level:e,price:t},r)?Ee(i):i,stop_price:t}}}}}function L({level:e,price:t},n){return e.key?.is===`stop`&&pe(t,n)}function Ee(e){let{protection_type:t,trailing_percentage:n,trailing_distance:r,break_even_percentage:i,...a}=e;return a}function De(e,t,n,r){let i=r.take_profit.map((e,t)=>t),a=[...i.filter(e=>r.take_profit[e]?.done),...i.filter(e=>!r.take_profit[e]?.done)];return me(n,r.take_profit).map((n,r)=>{let i=a[r]===e,o=i||n.sold<=0?n.share:String(Number((Number(n.share)+n.sold).toFixed(4))),s=i?{price:t}:{[n.kind]:n.value};return{...n.rest,...s,position_percentage:o}})}function R(e,t){let{[`${t}_price`]:n,[`${t}_percentage`]:r,...i}=e??{};return i}function Oe(e,t,n){let r=R(e,`stop`),i=r.limit_price,a=Number(n.stop_loss?.stop_price??e?.stop_price);return i===void 0||!a?r:{...r,limit_price:F(Number(i)+Number(t)-a,n.price_tick)}}var z=26,B=14,ke=3,V=class extends c{constructor(...e){super(...e),this.levels=[],this.tick=null,this.anchor=null,this.movable=!1,this.drag=e=>{let{held:t,scale:n}=this;if(!t||!n)return;let r=e.clientY-t.from;if(!t.moved&&Math.abs(r)<ke)return;t.moved=!0;let i=n.price(Math.min(Math.max(t.at+r,1),n.height-1));i!==null&&this.move(t.level,i)},this.drop=()=>{this.held=void 0,this.tell(`drag-ends`)},this.letGo=()=>{this.held=void 0,this.tell(`drag-ends`),this.tell(`drag-cancelled`)}}render(){return this.levels.map(e=>this.renderLevel(e))}updated(){this.place()}renderLevel(t){let{t:n}=this,r=this.priceOf(t),o=this.isDrafted(t),s=this.distance(t,r),c=i`${t.filled?i`<span aria-hidden="true">✓</span>`:a}
      <b>${t.name}</b>${s?i`<span class="number">${s}</span>`:a}`;return!t.key||!this.movable?i`<div class="level ${t.kind} ${t.filled?`filled`:``}" data-level=${t.kind}>${c}</div>`:i`<button
      type="button"
      class="level ${t.kind} ${o?`drafted`:``}"
      role="slider"
      data-level=${P(t.key)}
      aria-label=${n(`chart.move`,{name:t.name})}
      aria-orientation="vertical"
      aria-valuemin="0"
      aria-valuenow=${r}
      aria-valuetext=${`${this.format.number(r,e(this.tick))}${s?` (${s})`:``}`}
      @pointerdown=${e=>this.grab(e,t)}
      @pointermove=${this.drag}
      @pointerup=${this.drop}
      @pointercancel=${this.letGo}
      @keydown=${e=>this.press(e,t)}
    >
      <svg viewBox="0 0 8 14" width="8" height="14" aria-hidden="true"><path d="M1 5 4 1l3 4M1 9l3 4 3-4" /></svg>
      ${c}
    </button>`}isDrafted(e){let t=this.draft?.level.key;return t!==void 0&&e.key!==void 0&&P(t)===P(e.key)}priceOf(e){return this.isDrafted(e)?this.draft.price:e.price}distance(e,t){let n=Number(this.anchor);return!n||e.kind===`entry`&&!e.key?``:this.format.percent(String(100*(Number(t)-n)/n))}place(){let{scale:e}=this,t=[...this.renderRoot.querySelectorAll(`.level`)];if(!e||!t.length||t.length!==this.levels.length)return;let n=Math.max(e.height,z*t.length),r=t.map((t,n)=>{let r=Number(this.priceOf(this.levels[n])),i=e.at(r);return{element:t,price:r,raw:i,at:Math.min(Math.max(i??-1,B),e.height-B)}}).sort((e,t)=>e.at-t.at||t.price-e.price),i=-1/0;for(let e of r)i=e.at=Math.max(e.at,i+z);let a=n-B+z;for(let e of[...r].reverse())a=e.at=Math.min(e.at,a-z);for(let{element:t,at:n,raw:i}of r)t.style.transform=`translateY(${Math.round(n-B)}px)`,t.style.insetInlineEnd=`${e.right+6}px`,t.dataset.beyond=i===null||i<0?`up`:i>e.height?`down`:``}grab(e,t){let{scale:n}=this;if(e.button!==0||!n)return;let r=n.at(Number(this.priceOf(t)))??0,i=Math.min(Math.max(r,1),n.height-1);e.currentTarget.setPointerCapture(e.pointerId),this.held={level:t,from:e.clientY,at:i,moved:!1},this.tell(`drag-begins`)}press(e,t){let n=Number(this.priceOf(t)),r={ArrowUp:1,ArrowRight:1,PageUp:1,ArrowDown:-1,ArrowLeft:-1,PageDown:-1}[e.key];if(r!==void 0){e.preventDefault();let i=e.key.startsWith(`Page`);this.move(t,n+r*we(n,this.tick,e.shiftKey,i))}else e.key===`Enter`?(e.preventDefault(),this.tell(`drag-confirms`)):e.key===`Escape`&&this.draft&&(e.preventDefault(),e.stopPropagation(),this.tell(`drag-cancelled`))}move(e,t){this.tell(`level-moved`,{level:e,price:F(t,this.tick)})}tell(e,t){this.dispatchEvent(new CustomEvent(e,{detail:t,bubbles:!0,composed:!0}))}static{this.styles=[u,f`
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
    `]}};l([r({attribute:!1})],V.prototype,`t`,void 0),l([r({attribute:!1})],V.prototype,`format`,void 0),l([r({attribute:!1})],V.prototype,`levels`,void 0),l([r({attribute:!1})],V.prototype,`draft`,void 0),l([r()],V.prototype,`tick`,void 0),l([r()],V.prototype,`anchor`,void 0),l([r({type:Boolean})],V.prototype,`movable`,void 0),V=l([o(`tradehook-level-handles`)],V);var H={entry:`--primary-color`,dca:`--warning-color`,take_profit:`--success-color`,stop:`--error-color`,exit:`--success-color`},U=86400,W=60,Ae=new Map,je=124,Me=520,Ne=10,G=8,K=class extends c{constructor(...e){super(...e),this.candles=[],this.volumes=Ae,this.fit=`levels`,this.movable=!1,this.anchor=null,this.levels=[],this.marks=[],this.interval=60,this.tick=null,this.label=``,this.empty=``,this.drawnVolumes=``,this.lines=new Map,this.shown=[],this.look=``,this.looked=!1,this.onLook=()=>{this.looked=!0},this.hold=()=>{this.still=this.range},this.release=()=>{this.still=void 0}}render(){return i`<div
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
      ${this.empty?i`<p class="soft" role="status">${this.empty}</p>`:a}`}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.draw()}disconnectedCallback(){super.disconnectedCallback(),this.forget()}forget(){this.chart?.remove(),this.chart=this.series=this.fills=this.traded=this.markers=void 0,this.drawnVolumes=``,this.lines.clear(),this.shown=[]}updated(e){(e.has(`format`)||e.has(`interval`))&&this.forget(),this.draw(),e.has(`fit`)&&this.series?.priceScale().applyOptions({autoScale:!0})}reset(){this.series?.priceScale().applyOptions({autoScale:!0}),this.chart?.timeScale().applyOptions({barSpacing:G}),this.chart?.timeScale().scrollToRealTime()}draw(){let e=he(this);e!==this.look&&this.forget(),this.look=e,this.make(),this.drawCandles(),this.drawVolumes(),this.drawLevels(),this.drawMarks()}drawMarks(){let e=ae(this.marks,this.candles,this.interval),t=new Map(e.map(({time:e,price:t})=>[e,t]));this.fills?.setData([...t].map(([e,t])=>({time:e,value:t}))),this.markers?.setMarkers(e.map(({time:e,price:t,side:n,name:r})=>({time:e,price:t,position:n===`buy`?`atPriceBottom`:`atPriceTop`,shape:n===`buy`?`arrowUp`:`arrowDown`,color:w(this,n===`buy`?`--success-color`:`--error-color`),text:r})))}make(){if(this.chart)return;let t=w(this,`--secondary-text-color`),n=w(this,`--divider-color`),{format:r,interval:i}=this,a=i>=U?{timeZone:`UTC`}:{},o=r.times(i>=U?{dateStyle:`medium`,...a}:{dateStyle:`medium`,timeStyle:i<W?`medium`:`short`}),s={[C.Year]:r.times({year:`numeric`,...a}),[C.Month]:r.times({month:`short`,...a}),[C.DayOfMonth]:r.times({day:`numeric`,month:`short`,...a}),[C.Time]:r.times({timeStyle:`short`}),[C.TimeWithSeconds]:r.times({timeStyle:`medium`})},c=e=>new Date(Number(e)*1e3);this.chart=_e(this.renderRoot.querySelector(`.chart`),{autoSize:!0,layout:{background:{color:`transparent`},textColor:t,fontFamily:getComputedStyle(this).fontFamily,attributionLogo:!0},grid:{vertLines:{visible:!1},horzLines:{color:n}},rightPriceScale:{borderColor:n,scaleMargins:{top:.12,bottom:.14}},handleScroll:{vertTouchDrag:!1},timeScale:{borderColor:n,timeVisible:i<U,secondsVisible:i<W,rightOffset:Math.ceil(je/G),tickMarkFormatter:(e,t)=>s[t](c(e))},localization:{locale:r.language,timeFormatter:e=>o(c(e)),priceFormatter:t=>r.number(t,e(this.tick)??2)}});let[l,u]=[w(this,`--success-color`),w(this,`--error-color`)];this.series=this.chart.addSeries(S,{upColor:l,borderUpColor:l,wickUpColor:l,downColor:u,borderDownColor:u,wickDownColor:u,priceFormat:{type:`price`,precision:e(this.tick)??2,minMove:Number(this.tick??.01)},autoscaleInfoProvider:e=>{let t=e();if(!t?.priceRange)return t;let n=(this.fit===`levels`?this.levels.filter(e=>!e.filled):[]).map(e=>Number(e.price));return this.draft&&n.push(Number(this.draft.price)),this.range=this.still??{minValue:Math.min(t.priceRange.minValue,...n),maxValue:Math.max(t.priceRange.maxValue,...n)},{...t,priceRange:this.range}}}),this.traded=this.chart.addSeries(x,{priceScaleId:`volume`,priceFormat:{type:`volume`},lastValueVisible:!1,priceLineVisible:!1}),this.traded.priceScale().applyOptions({scaleMargins:{top:.84,bottom:0}}),this.fills=this.chart.addSeries(ve,{lineVisible:!1,crosshairMarkerVisible:!1,lastValueVisible:!1,priceLineVisible:!1}),this.markers=ge(this.fills,[]),this.series.attachPrimitive({updateAllViews:()=>this.placeNames()}),this.chart.subscribeCrosshairMove(({time:e})=>this.tell(e)),this.chart.timeScale().subscribeVisibleLogicalRangeChange(e=>{!this.looked||!e||e.from>Ne||!this.candles.length||this.dispatchEvent(new CustomEvent(`older-wanted`,{detail:this.candles[0][0]}))})}placeNames(){let{chart:e,series:t}=this,n=this.renderRoot.querySelector(`tradehook-level-handles`),r=this.renderRoot.querySelector(`.chart`);e&&t&&n&&r&&(n.scale={at:e=>t.priceToCoordinate(e),price:e=>t.coordinateToPrice(e),height:r.clientHeight-e.timeScale().height(),right:t.priceScale().width()},n.place())}tell(t){let n=this.renderRoot.querySelector(`.legend`),r=t===void 0?this.candles.at(-1):this.candles.find(([e])=>e===t);if(!n)return;if(!r||t===void 0&&this.clientWidth<Me){n.textContent=``;return}let i=e(this.tick)??2,[a,...o]=r,s=[`open`,`high`,`low`,`close`],c=o.map((e,t)=>`${this.t(`chart.${s[t]}`)} ${this.format.number(e,i)}`),l=this.volumes.get(a);l!==void 0&&c.push(`${this.t(`chart.volume`)} ${this.format.number(l,l<100?3:0)}`),n.textContent=c.join(`  `)}drawVolumes(){let{traded:e,volumes:t,candles:n}=this,r=`${t.size} ${[...t].at(-1)?.join()} ${n.length} ${n[0]?.[0]}`;if(!e||r===this.drawnVolumes)return;this.drawnVolumes=r;let[i,a]=[w(this,`--success-color`,.35),w(this,`--error-color`,.35)];e.setData(n.flatMap(([e,n,,,r])=>{let o=t.get(e);return o===void 0?[]:[{time:e,value:o,color:Number(r)<Number(n)?a:i}]}))}drawCandles(){let{candles:e,shown:t,series:n}=this;if(!n||e===t)return;let r=this.looked&&!!(t.length&&e.length)&&e[0][0]<t[0][0];if(t.length>0&&e[0]?.[0]===t[0]?.[0]&&e[t.length-1]?.[0]===t.at(-1)?.[0]&&e.length-t.length<=1&&e.length>=t.length)for(let r=Math.max(t.length-3,0);r<e.length;r++)e[r]!==t[r]&&n.update(q(e[r]),r<t.length-1);else n.setData(e.map(q)),r||this.reset();this.shown=e}drawLevels(){let e=new Map;for(let t of this.levels)e.set(t.key?P(t.key):`${t.kind} ${t.name}`,t);this.draft?.level.key&&e.set(`draft`,{...this.draft.level,price:this.draft.price});for(let[t,n]of this.lines)e.has(t)||(this.series?.removePriceLine(n),this.lines.delete(t));for(let[t,{kind:n,price:r,filled:i,key:a}]of e){let e=this.lines.get(t);if(e)e.applyOptions({price:Number(r)});else if(this.series){let e=t===`draft`,o={price:Number(r),color:w(this,H[n],i?.4:1),lineWidth:e?2:1,lineStyle:e||n===`entry`&&!a?b.Solid:i?b.Dotted:b.Dashed,axisLabelVisible:!i,title:``};this.lines.set(t,this.series.createPriceLine(o))}}this.tell()}static{this.styles=[u,f`
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
    `]}};l([r({attribute:!1})],K.prototype,`t`,void 0),l([r({attribute:!1})],K.prototype,`candles`,void 0),l([r({attribute:!1})],K.prototype,`volumes`,void 0),l([r()],K.prototype,`fit`,void 0),l([r({attribute:!1})],K.prototype,`draft`,void 0),l([r({type:Boolean})],K.prototype,`movable`,void 0),l([r()],K.prototype,`anchor`,void 0),l([r({attribute:!1})],K.prototype,`levels`,void 0),l([r({attribute:!1})],K.prototype,`marks`,void 0),l([r({attribute:!1})],K.prototype,`interval`,void 0),l([r()],K.prototype,`tick`,void 0),l([r({attribute:!1})],K.prototype,`format`,void 0),l([r()],K.prototype,`label`,void 0),l([r()],K.prototype,`empty`,void 0),K=l([ie(`tradehook-chart`)],K);function q([e,t,n,r,i]){return{time:e,open:Number(t),high:Number(n),low:Number(r),close:Number(i)}}var Pe=f`
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
    scroll-margin-bottom: 96px; /* above the bar of actions */
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
`,J=[],Y=new Map,Fe=150,Ie=.98,Le=4,X=class extends c{constructor(...e){super(...e),this.fills=[],this.volumes=Y,this.older=J,this.more=!1,this.failed=``,this.full=!1,this.refused=``,this.busy=!1,this.askingOlder=!1,this.oldest=!1,this.asked=0,this.fetchOlder=async({detail:e})=>{if(this.askingOlder||this.oldest||this.more)return;let{following:t}=this,{account:n,symbol:r}=this.position;this.askingOlder=!0;try{let i=await this.ctx.api.olderCandles(n,r,this.interval??60,e);if(this.following!==t)return;this.failed=i.failed??``,this.oldest=!i.candles.length,this.older=[...i.candles.filter(([t])=>t<e),...this.older],this.volumes=new Map([...i.volumes.map(([e,t])=>[e,Number(t)]),...this.volumes])}catch(e){if(this.following!==t)return;this.failed=_(e),this.oldest=!0}finally{this.following===t&&(this.askingOlder=!1)}},this.again=()=>{this.unfollow(),this.follow()},this.switchFit=()=>{this.fit=this.fitting===`levels`?`price`:`levels`},this.switchFull=async()=>{this.full=!this.full,await this.updateComplete,this.full&&this.renderRoot.querySelector(`[data-chart]`)?.showPopover?.()},this.onKey=e=>{e.key===`Escape`&&this.full&&!e.defaultPrevented&&(e.preventDefault(),this.switchFull())},this.addStop=()=>{let{t:e}=this.ctx,{side:t,mark_price:n,entry_price:r,price_tick:i}=this.position,a=Number(n??r);if(!a)return;let o=F(a*(t===`long`?Ie:1.02),i);this.move({level:{kind:`stop`,name:e(`level.stop`),price:``,key:{is:`stop`}},price:o})},this.confirm=async()=>{let{draft:e,plan:t,position:n}=this;if(e&&t&&!this.busy&&!this.refused){this.busy=!0;try{e.level.key?.is===`close`?await this.ctx.api.close(n,{order_type:`limit`,price:e.price}):await this.ctx.api.modify(n,I(e,t,n)),this.ctx.say(this.ctx.t(`exits.done`)),this.busy=!1,this.forget()}catch(e){this.refused=_(e)}finally{this.busy=!1}}},this.forget=()=>{clearTimeout(this.timer),this.timer=void 0,this.asked++,this.draft=this.risk=void 0,this.refused=``},this.showDraft=async()=>{await this.updateComplete,this.renderRoot.querySelector(`[data-draft]`)?.scrollIntoView({block:`nearest`})},this.toConfirm=()=>{this.renderRoot.querySelector(`.confirm`)?.focus()}}connectedCallback(){super.connectedCallback(),window.addEventListener(`keydown`,this.onKey),this.hasUpdated&&this.follow()}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(`keydown`,this.onKey),this.unfollow(),this.forget()}willUpdate(e){let t=e.get(`position`);e.has(`position`)&&t?.position_id!==this.position.position_id&&(this.interval=ce(this.position),this.fit=void 0,this.forget()),this.draft&&!this.busy&&!this.lines.some(e=>this.isSame(e))&&this.forget(),this.follow()}async follow(){let{account:e,symbol:t,opened_at:n,closed_at:r}=this.position,i=`${e} ${t} ${this.interval} ${n} ${r}`;if(this.following!==i&&this.isConnected){this.unfollow(),this.following=i;try{let a=await this.ctx.api.market(e,t,this.interval??60,e=>{this.following===i&&(this.candles=se(this.candles??J,e),this.volumes=de(this.volumes,e),e.candles&&(this.more=e.more??!1,this.failed=e.failed??``))},le(n,r));this.following===i?this.end=a:a()}catch(e){this.following===i&&(this.failed=_(e))}}}unfollow(){this.end?.(),this.end=this.following=this.candles=void 0,this.volumes=Y,this.older=J,this.oldest=this.askingOlder=!1,this.failed=``}get known(){return oe(this.older,this.candles??J)}get lines(){let e=ne(this.ctx.t,this.position),{draft:t}=this;return t?.level.key?.is===`stop`&&!e.some(e=>e.key?.is===`stop`)&&e.push(t.level),e}isSame(e){return JSON.stringify(e.key)===JSON.stringify(this.draft?.level.key)}get movable(){let{status:e}=this.position;return this.ctx.admin&&this.plan!==void 0&&!g.has(e)}get fitting(){if(this.fit)return this.fit;let e=(this.candles??J).slice(-120).flatMap(([,,e,t])=>[Number(e),Number(t)]);if(!e.length)return`levels`;let t=Math.max(...e)-Math.min(...e),n=[...e,...this.lines.filter(e=>!e.filled).map(e=>Number(e.price))];return Math.max(...n)-Math.min(...n)>Le*t&&this.candles.length>20?`price`:`levels`}render(){let{t:e,format:t}=this.ctx,{position:n}=this,r=n.closed_at!==null,o=ue(this.candles,r,this.more),c=`${s(n.symbol)} ${e(`side.${n.side}`)}`,l=this.fitting;return i`<section
      class="card ${this.full?`full`:``}"
      data-chart
      popover=${this.full?`manual`:a}
      @level-moved=${e=>this.move(e.detail)}
      @drag-cancelled=${this.forget}
      @drag-confirms=${this.toConfirm}
      @drag-ends=${this.showDraft}
    >
      <div class="bar">
        <h3>${this.full?c:e(`position.chart`)}</h3>
        <div class="segments" role="group" aria-label=${e(`position.interval`)}>
          ${fe.map(t=>i`<button
              type="button"
              aria-pressed=${String(t===this.interval)}
              @click=${()=>this.interval=t}
            >
              ${e(`position.interval_${t}`)}
            </button>`)}
        </div>
        <span class="tools">
          ${this.movable&&n.no_stop&&!this.draft?i`<button type="button" class="tool" @click=${this.addStop}>${e(`chart.add_stop`)}</button>`:a}
          <button
            type="button"
            class="tool"
            title=${e(`chart.fit_${l===`levels`?`price`:`levels`}_means`)}
            @click=${this.switchFit}
          >
            ${e(`chart.fit_${l===`levels`?`price`:`levels`}`)}
          </button>
          <button type="button" class="tool" aria-pressed=${String(this.full)} @click=${this.switchFull}>
            ${e(this.full?`chart.leave_full`:`chart.full`)}
          </button>
        </span>
      </div>
      <tradehook-chart
        .t=${e}
        .candles=${this.known}
        .volumes=${this.volumes}
        @older-wanted=${this.fetchOlder}
        .levels=${this.lines}
        .draft=${this.draft}
        .movable=${this.movable}
        .fit=${l}
        .anchor=${n.entry_price??n.mark_price}
        .marks=${re(e,this.fills)}
        .interval=${this.interval??60}
        .tick=${n.price_tick}
        .format=${t}
        .label=${e(`position.chart_of`,{name:c})}
        .empty=${o&&!(this.failed&&o!==`loading`)?e(o===`loading`?`common.loading`:`position.chart_${o}`):``}
      ></tradehook-chart>
      ${this.draft?this.renderDraft(this.draft):a} ${this.renderFailed()} ${this.renderEarlier()}
    </section>`}renderDraft({level:e,price:t}){let{t:n,format:r}=this.ctx,{position:o,risk:s}=this,c=this.refused,l=e=>e===void 0?`…`:e===null?n(`plan.unbounded`):Number(e)<0?n(`chart.sure`,{profit:r.money(e.replace(`-`,``),o.quote,!0)}):`−${r.money(e,o.quote)}`,u=e.price===``,d=r.price(t,o.price_tick);return i`<div class="draft" role="group" aria-label=${n(`chart.draft`)} data-draft>
      <p aria-live="polite">
        <b>${e.name}</b>
        <span class="number">${u?``:`${r.price(e.price,o.price_tick)} → `}${d} ${o.quote}</span>
        ${c?i`<span class="error" role="alert">${c}</span>`:i`<span>
              ${n(`chart.worst_loss`)}
              <span class="number">${l(s?.now)} → <b class=${Number(s?.after)>0?`loss`:`profit`} data-worst>${l(s?.after)}</b></span>
            </span>`}
        <span class="soft small">
          ${L({level:e,price:t},o)?n(`chart.frees`):a}
          ${n(`purse.${o.account_type}`)} · ${o.account_name}
        </span>
      </p>
      <span class="buttons">
        <button type="button" class="button plain" ?disabled=${this.busy} @click=${this.forget}>${n(`common.cancel`)}</button>
        <button
          type="button"
          class="button confirm"
          ?disabled=${this.busy||!!c||!s}
          @click=${this.confirm}
        >
          ${n(`chart.confirm`,{name:e.name})}
        </button>
      </span>
    </div>`}renderFailed(){let{t:e}=this.ctx;return this.failed?i`<p class="note" role="status" data-failed>
      ${e(`position.chart_failed`,{reason:this.failed})}
      <button type="button" class="button plain" @click=${this.again}>${e(`chart.again`)}</button>
    </p>`:a}renderEarlier(){let{t:e,format:t}=this.ctx,n=this.known[0]?.[0];if(n===void 0)return a;let r=new Date(n*1e3).toISOString();return this.fills.some(e=>Date.parse(e.time)<n*1e3)?i`<p class="note soft" data-earlier>${e(`position.chart_earlier`,{time:t.time(r)})}</p>`:a}move({level:e,price:t}){if(this.busy)return;let n=this.draft&&this.isSame(e);if(this.draft={level:n?this.draft.level:e,price:t},n||(this.risk=void 0),this.refused=``,Te(this.draft,this.position)){let t=this.ctx.format.price(this.position.mark_price,this.position.price_tick);this.refused=this.ctx.t(`chart.over_market`,{name:e.name,price:t}),this.asked++,clearTimeout(this.timer),this.timer=void 0}else this.timer??=setTimeout(()=>{this.timer=void 0,this.judge()},Fe)}async judge(){let{draft:e,plan:t,position:n}=this;if(!e||!t)return;let r=++this.asked,i=e.level.key?.is===`close`;try{let a=await this.ctx.api.checkChanges(n,i?{}:I(e,t,n));r===this.asked&&(this.risk=a)}catch(e){if(r!==this.asked)return;this.refused=_(e)}}get chart(){return this.renderRoot.querySelector(`tradehook-chart`)}static{this.styles=[u,Pe]}};l([r({attribute:!1})],X.prototype,`ctx`,void 0),l([r({attribute:!1})],X.prototype,`position`,void 0),l([r({attribute:!1})],X.prototype,`fills`,void 0),l([r({attribute:!1})],X.prototype,`plan`,void 0),l([n()],X.prototype,`candles`,void 0),l([n()],X.prototype,`volumes`,void 0),l([n()],X.prototype,`older`,void 0),l([n()],X.prototype,`more`,void 0),l([n()],X.prototype,`failed`,void 0),l([n()],X.prototype,`interval`,void 0),l([n()],X.prototype,`fit`,void 0),l([n()],X.prototype,`full`,void 0),l([n()],X.prototype,`draft`,void 0),l([n()],X.prototype,`risk`,void 0),l([n()],X.prototype,`refused`,void 0),l([n()],X.prototype,`busy`,void 0),X=l([o(`tradehook-position-chart`)],X);var Z=class extends c{constructor(...e){super(...e),this.label=``,this.items=[]}render(){return i`<button
        class="icon-button"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded="false"
        @click=${this.show}
      >
        ${ye(E)}
      </button>
      <tradehook-popup-menu></tradehook-popup-menu>`}show(e){e.stopPropagation(),this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,this.label,this.items)}static{this.styles=[u]}};l([r()],Z.prototype,`label`,void 0),l([r({attribute:!1})],Z.prototype,`items`,void 0),Z=l([o(`tradehook-menu`)],Z);function Re(e,t,n,r){let i=e=>t.price(e,n.price_tick),a=e=>`${t.number(e)} ${n.base}`,o=t=>v(e,`close_reason`,t),s=()=>{let t=v(e,`purpose`,r.purpose);return r.purpose===`dca`||r.purpose===`take_profit`?`${t} ${Number(r.leg)+1}`:t},c=(t,n,a)=>r.price===null?e(n,a):e(t,{...a,price:i(r.price)});switch(r.event){case`accepted`:return e(`story.accepted`,{signal:String(r.signal_id)});case`placed`:return r.trigger?e(`story.placed_trigger`,{order:s(),amount:a(r.amount),price:i(r.trigger)}):e(`story.placed`,{order:s(),amount:a(r.amount),price:i(r.price)});case`filled`:return e(r.complete?`story.filled`:`story.partly_filled`,{order:s(),filled:a(r.filled),amount:a(r.amount),price:i(r.price)});case`rejected`:return e(`story.rejected`,{order:s(),message:d(String(r.message??r.code??``))});case`unknown`:return e(`story.unknown`,{order:s()});case`cancelled_outside`:return e(`story.cancelled_outside`,{order:s()});case`changed_outside`:return e(r.by?`story.taken_by_ours`:`story.changed_outside`,{amount:a(r.amount),price:i(r.price),size:a(r.size)});case`adopted`:return e(r.entry?`story.adopted_entry`:`story.adopted`,{amount:a(r.amount),price:i(r.price),entry:i(r.entry)});case`released`:return e(`story.released`,{amount:a(r.amount),price:i(r.price)});case`entries_cancelled`:return e(r.dca?`story.entries_cancelled`:`story.entry_cancelled`,{reason:o(r.reason)});case`stop_set`:case`stop_moved`:return r.price===null?e(`story.emergency_set`,{price:i(r.emergency)}):e(`story.${r.event}`,{price:i(r.price),why:v(e,`stop_cause`,r.why)});case`stop_waits`:return e(`story.stop_waits`,{price:i(r.price),why:v(e,`stop_cause`,r.why)});case`targets`:return e(`story.targets`,{prices:r.prices.map(i).join(` · `)});case`targets_changed`:return e(r.filled?`story.targets_changed_filled`:`story.targets_changed`,{count:String(r.count),filled:String(r.filled)});case`auto_close_changed`:return e(`story.auto_close_changed`,{minutes:t.number(Number(r.seconds)/60)});case`cool_down_started`:return e(`story.cool_down_started`,{price:i(r.price),until:t.time(r.until)});case`cool_down_ended`:return e(`story.cool_down_ended`,{price:i(r.price)});case`trailing_started`:case`trailing_hit`:return e(`story.${r.event}`,{number:String(Number(r.leg)+1),price:i(r.price)});case`trailing_reset`:return e(`story.trailing_reset`,{number:String(Number(r.leg)+1)});case`increase_asked`:case`reduce_asked`:return c(`story.${r.event}_limit`,`story.${r.event}`,{amount:a(r.amount)});case`increase_cut`:return e(`story.increase_cut`,{amount:a(r.amount)});case`order_moved`:return e(`story.order_moved`,{order:s(),price:i(r.price)});case`entry_resized`:return e(`story.entry_resized`,{amount:a(r.amount)});case`close_asked`:return r.mark?e(`story.close_asked_mark`,{reason:o(r.reason),price:i(r.mark)}):c(`story.close_asked_limit`,`story.close_asked`,{reason:o(r.reason)});case`ended`:{let i=t.money(r.profit,n.quote,!0);return`${e(r.status===`closed`?`story.closed`:`story.${r.status}`,{reason:o(r.reason),profit:i})}${r.dust?` ${e(`story.dust`,{dust:a(r.dust)})}`:``}${r.message?` ${d(String(r.message))}`:``}`}default:return v(e,`story`,r.event)}}var ze=10,Q=class extends c{constructor(...e){super(...e),this.account=``,this.symbol=``,this.change=0,this.busy=!1,this.error=``}render(){let{t:e,format:t}=this.ctx,n=t.percent(String(this.change));return i`<label class="labelled">
        <span>${e(`slider.label`)} <b class="number" aria-hidden="true">${n}</b></span>
        <input
          type="range"
          name="change"
          min=${-10}
          max=${ze}
          step="0.5"
          aria-valuetext=${n}
          .value=${String(this.change)}
          @input=${e=>this.change=Number(e.target.value)}
        />
      </label>
      <button class="button outlined" ?disabled=${this.busy||!this.change} @click=${this.move}>
        ${this.busy?e(`common.working`):e(`slider.move`)}
      </button>
      ${this.error?i`<p class="error" role="alert">${this.error}</p>`:a}`}move(){return y(this,async()=>{await this.ctx.api.movePrice(this.account,this.symbol,this.change),this.ctx.say(this.ctx.t(`slider.moved`)),this.change=0})}static{this.styles=[u,f`
      :host {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        padding: 12px 16px;
      }
      label {
        flex: 1 1 220px;
      }
      input {
        accent-color: var(--th-link);
        min-height: 32px;
        width: 100%;
      }
    `]}};l([r({attribute:!1})],Q.prototype,`ctx`,void 0),l([r()],Q.prototype,`account`,void 0),l([r()],Q.prototype,`symbol`,void 0),l([n()],Q.prototype,`change`,void 0),l([n()],Q.prototype,`busy`,void 0),l([n()],Q.prototype,`error`,void 0),Q=l([o(`tradehook-price-slider`)],Q);function Be(e,n){let{t:r,format:o}=e,s=g.has(n.status),c=O(n),l=(e,t=!1)=>o.money(e,n.quote,t),u=e=>o.price(e,n.price_tick),d=(e,t,n=``,o=``)=>i`<div data-fact=${e}>
    <dt class="soft">${r(`column.${e}`)}</dt>
    <dd class="number ${n}">
      ${t}${o?i` <span class="soft note-inline">${o}</span>`:a}
    </dd>
  </div>`,f=e=>{let t=A(n.mark_price,e);return t===null?``:o.percent(t)},p=t(n.profit);return i`<dl class="card facts">
    ${d(`profit`,l(n.profit,!0),p)}
    ${d(`profit_percentage`,o.percent(n.profit_percentage),p)}
    ${n.leverage>1?d(`roe_percentage`,o.percent(n.roe_percentage),p):a}
    ${s?d(`exit_price`,u(n.exit_price)):i`${d(`unrealized_profit`,l(n.unrealized_profit,!0),t(n.unrealized_profit))}
        ${d(`realized_profit`,l(n.realized_profit,!0),t(n.realized_profit))}
        ${d(`size`,`${o.number(n.size)} ${n.base}`)} ${d(`value`,l(n.value))}`}
    ${d(`entry_price`,be(e,n))}
    ${s?a:i`${d(`mark_price`,u(n.mark_price))}
        ${n.no_stop?d(`stop_price`,r(`positions.no_stop`),`loss strong`):d(`stop_price`,u(n.stop_price),``,f(n.stop_price))}
        ${d(`next_target_price`,u(n.next_target_price),``,f(n.next_target_price))}
        ${d(`risk`,l(n.risk))} ${d(`margin`,l(n.margin))}
        ${c?d(`liquidation_price`,u(n.liquidation_price),``,f(n.liquidation_price)):a}
        ${d(`invested`,l(n.invested))}`}
    ${d(`fees`,l(n.fees))}
    ${c?d(`funding`,l(n.funding,!0)):a}
    ${s?d(`duration`,n.duration===null?`–`:Se(r,n.duration)):i`<div data-fact="age">
          <dt class="soft">${r(`column.age`)}</dt>
          <dd class="number">${xe(e,k(n))}</dd>
        </div>`}
    ${d(`opened_at`,o.time(n.opened_at))}
    ${n.closed_at?d(`closed_at`,o.time(n.closed_at)):a}
    ${n.close_reason?d(`close_reason`,v(r,`close_reason`,n.close_reason)):a}
  </dl>`}var Ve=new Set([`pending`,`open`,`closing`]);function He(e){if(!Ve.has(e.status))return[];let t=[];e.entry_condition_price!==null&&t.push({kind:`entry`,price:e.entry_condition_price});let n=e.stop_loss;if(n){let r=t=>n.resting_stop_price!==null&&Math.abs(Number(n.resting_stop_price)-Number(t))<=1.001*Number(e.price_tick??0),{stop_price:i,emergency_stop_price:a,waiting:o}=n;i!==null&&!r(i)&&t.push({kind:`stop_loss`,price:i}),a!==null&&!r(a)&&t.push({kind:`emergency_stop`,price:a}),o&&t.push({kind:`waiting_stop`,price:o.stop})}return e.status===`closing`||e.take_profit.forEach(({price:n,done:r,position_percentage:i,trailing:a},o)=>{let s=e.orders.some(e=>e.purpose===`take_profit`&&e.leg===o&&p(e.status));!r&&n!==null&&!s&&t.push({kind:`take_profit`,leg:o,price:n,share:i,trailing:a})}),t}var Ue=new Set([`dca`,`take_profit`]),We=[`order`,`order_type`,`order_price`,`order_filled`,`order_status`];function Ge(e,t){let{t:n}=e,r=He(t);return!t.orders.length&&!r.length?a:i`<section class="card" data-orders>
    <h3>${n(`position.orders`)}</h3>
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${We.map(e=>i`<th role="columnheader">${n(`position.${e}`)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${r.map(n=>Ke(e,n,t))}
        ${[...t.orders].reverse().map(n=>qe(e,n,t))}
      </tbody>
    </table>
  </section>`}function Ke({t:e,format:t},{kind:n,leg:r,price:o,share:s},c){return i`<tr role="row" data-watched=${n}>
    <td role="cell">
      <b>${e(`watched.${n}`)}${r===void 0?a:` ${r+1}`}</b>
    </td>
    <td role="cell" data-label=${e(`position.order_type`)}>${e(`position.watched`)}</td>
    <td role="cell" class="number" data-label=${e(`position.order_price`)}>
      ${t.price(o,c.price_tick)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_filled`)}>
      ${s===void 0?`–`:e(`position.watched_share`,{share:t.number(s,0)})}
    </td>
    <td role="cell" data-label=${e(`position.order_status`)}>${e(`position.watching`)}</td>
  </tr>`}function qe({t:e,format:t},n,r){let{orders:o}=r,s=n.leg!==null&&Ue.has(n.purpose)&&o.length>1;return i`<tr role="row" data-order=${n.purpose}>
    <td role="cell">
      <b>${v(e,`purpose`,n.purpose)}${s?` ${n.leg+1}`:a}</b>
      ${n.message?i`<span class="small error">${D(n.message)}</span>`:a}
    </td>
    <td role="cell" data-label=${e(`position.order_type`)}>
      ${v(e,`order_type`,n.order_type)} · ${e(`side.${n.side}`)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_price`)}>
      ${t.price(n.average_price??n.price,r.price_tick)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_filled`)}>
      ${t.number(n.filled)} / ${t.number(n.amount)}
      <span class="soft">${r.base}</span>
    </td>
    <td role="cell" data-label=${e(`position.order_status`)}>${v(e,`order_status`,n.status)}</td>
  </tr>`}var Je=f`
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
`,Ye=300,$=class extends c{constructor(...e){super(...e),this.account=``,this.accounts=[],this.positionId=``,this.fills=[],this.story=[],this.links=[],this.error=``,this.found=``,this.seen=``,this.loading=!1,this.again=!1,this.load=async()=>{if(this.loading){this.again=!0;return}this.loading=!0,this.again=!1;let{place:e}=this;try{let{position:t,plan:n,fills:r,story:i}=await this.details(),a=this.ctx.admin?await this.ctx.api.links({...e,account:t.account}):[];if(e.position_id!==this.positionId||!this.isConnected)return;this.error=``,this.loaded=t,this.plan=n,this.fills=r,this.story=i,this.links=a}catch(t){e.position_id===this.positionId&&(this.error=_(t))}finally{this.loading=!1,this.again&&this.isConnected&&setTimeout(this.load,e.position_id===this.positionId?Ye:0)}}}connectedCallback(){super.connectedCallback(),this.seen=``,window.addEventListener(m,this.load)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(m,this.load)}willUpdate(e){e.has(`positionId`)&&(this.found=``,this.loaded=this.plan=void 0,this.fills=this.story=this.links=[]);let{live:t}=this,n=t?JSON.stringify([t.status,t.size,t.orders,t.stop_loss,t.take_profit]):`over`,r=this.accounts.filter(e=>e.loaded).length,i=`${this.account} ${this.positionId} ${n} ${this.place.account?``:r}`;i!==this.seen&&(this.seen=i,this.load())}get place(){return{account:this.account||this.live?.account||this.found,position_id:this.positionId}}async details(){let{place:e,accounts:t}=this;if(e.account)return this.ctx.api.position(e);let n=Error(this.ctx.t(`position.missing`));for(let{account:r}of t.filter(({loaded:e})=>e))try{let t=await this.ctx.api.position({account:r,position_id:e.position_id});return e.position_id===this.positionId&&(this.found=r),t}catch(e){n=e}throw n}render(){let{t:e}=this.ctx,t=this.live??this.loaded;if(this.error&&!this.live)return i`<p class="card empty error" role="alert">${this.error}</p>`;if(!t)return i`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;let n=`${s(t.symbol)} ${e(`side.${t.side}`)}`,r=te(this.ctx,t,!1);return i`<div class="head">
        <h2>${s(t.symbol)}</h2>
        <span class="chip ${t.side===`long`?`profit`:`loss`}">
          ${e(`side.${t.side}`)}${t.leverage>1?` ${t.leverage}×`:a}
        </span>
        <span class="chip" data-status=${t.status}>${v(e,`status`,t.status)}</span>
        ${T(e,t)}
        <span class="soft">${t.bot_name??e(`positions.removed_bot`)} · ${t.account_name}</span>
        <span class="space"></span>
        ${this.renderQuick(t)}
        ${r.length?i`<tradehook-menu .label=${e(`positions.menu`,{name:n})} .items=${r}></tradehook-menu>`:a}
      </div>
      ${t.no_stop&&Number(t.size)?this.renderNoStop(t):a} ${Be(this.ctx,t)}
      ${t.message?i`<p class="card note">${D(t.message)}</p>`:a}
      <tradehook-position-chart
        .ctx=${this.ctx}
        .position=${t}
        .fills=${this.fills}
        .plan=${this.plan}
      ></tradehook-position-chart>
      ${this.renderSlider(t)}
      ${this.renderLinks()} <tradehook-position-note .ctx=${this.ctx} .position=${t}></tradehook-position-note>
      ${this.renderStory(t)} ${Ge(this.ctx,t)}
      ${this.renderFills(t)}`}renderSlider(e){return e.exchange!==`SIM`||e.closed_at!==null||!this.ctx.admin?a:i`<tradehook-price-slider
      class="card"
      .ctx=${this.ctx}
      .account=${e.account}
      .symbol=${e.symbol}
    ></tradehook-price-slider>`}renderStory(e){let{t,format:n}=this.ctx;return this.story.length?i`<section class="card" data-story>
      <h3>${t(`position.story`)}</h3>
      <ol>
        ${[...this.story].reverse().map(r=>i`<li data-event=${r.event}>
            <span>${Re(t,n,e,r)}</span>
            <time class="soft small" datetime=${r.at}>${n.time(r.at)}</time>
          </li>`)}
      </ol>
    </section>`:a}renderNoStop(e){let{t}=this.ctx,n=h(this.ctx,e).find(({key:e})=>e===`exits`);return i`<p class="card danger-note" role="alert" data-no-stop-note>
      <span><b>${t(`positions.no_stop`)}.</b> ${t(`positions.no_stop_why`)}</span>
      ${n?i`<button class="button danger" @click=${n.act}>${t(`position.set_stop`)}</button>`:a}
    </p>`}renderQuick(e){let{t}=this.ctx,n=h(this.ctx,e);return n.length?i`<div class="quick" role="group" aria-label=${t(`position.quick`)} data-quick>
      ${n.map(({key:e,label:t,act:n,danger:r})=>i`<button class="button ${r?`danger`:`outlined`}" data-quick-action=${e??``} @click=${n}>
            ${t}
          </button>`)}
    </div>`:a}renderFills(e){let{t,format:n}=this.ctx;return this.fills.length?i`<section class="card" data-fills>
      <h3>${t(`position.fills`)}</h3>
      <ul>
        ${this.fills.map(r=>i`<li>
            <span>
              <b>${v(t,`purpose`,r.purpose)}</b>
              <span class="soft small">${n.time(r.time)}</span>
            </span>
            <span class="number end">
              ${n.number(r.amount)} ${e.base} @
              ${n.price(r.price,e.price_tick)}
              <span class="soft small">
                ${t(`position.fee`,{fee:`${n.number(r.fee)} ${r.fee_currency}`})}
              </span>
            </span>
          </li>`)}
      </ul>
    </section>`:a}renderLinks(){let{t:e,format:t}=this.ctx;return!this.live&&!this.links.length?a:i`<section class="card" data-links>
      <h3>${e(`position.links`)}</h3>
      ${this.links.length?i`<ul>
            ${this.links.map(n=>i`<li>
                <span class="grow">
                  <b>${e(`link.${n.mode}`)}</b>
                  <span class="soft small">${t.time(n.created_at)}</span>
                  ${n.question?i`<span class="soft small">${e(`link.asks`)}</span>`:a}
                  <textarea class="field" rows="2" readonly dir="ltr" aria-label=${e(`position.link_url`)} .value=${n.url}></textarea>
                </span>
                <span class="buttons">
                  <button class="button outlined" @click=${this.copy}>${e(`common.copy`)}</button>
                  <button class="button plain" @click=${()=>this.revoke(n)}>${e(`position.revoke`)}</button>
                </span>
              </li>`)}
          </ul>`:i`<p class="note soft">${e(`position.no_links`)}</p>`}
    </section>`}async copy(e){let t=e.target.closest(`li`)?.querySelector(`textarea`);t&&await ee(t)&&this.ctx.say(this.ctx.t(`common.copied`))}revoke(e){let{t,api:n}=this.ctx;this.ctx.ask({title:t(`position.revoke_title`),text:t(`position.revoke_text`),confirm:t(`position.revoke`),danger:!0,act:async()=>(await n.revokeLink(this.place.account,e.link_id),this.links=this.links.filter(t=>t.link_id!==e.link_id),t(`position.revoked`))})}static{this.styles=[u,Je]}};l([r({attribute:!1})],$.prototype,`ctx`,void 0),l([r()],$.prototype,`account`,void 0),l([r({attribute:!1})],$.prototype,`accounts`,void 0),l([r({attribute:`position-id`})],$.prototype,`positionId`,void 0),l([r({attribute:!1})],$.prototype,`live`,void 0),l([n()],$.prototype,`loaded`,void 0),l([n()],$.prototype,`fills`,void 0),l([n()],$.prototype,`story`,void 0),l([n()],$.prototype,`links`,void 0),l([n()],$.prototype,`plan`,void 0),l([n()],$.prototype,`error`,void 0),$=l([o(`tradehook-position`)],$);export{$ as PositionView};
import{_ as e,a as t,d as n,f as r,h as i,i as a,n as o,p as s,t as c,v as l}from"./styles.js";import{p as u}from"./position-row.js";import{t as d}from"./element.js";import{i as f}from"./localize.js";import{t as p}from"./sentence.js";var m=Object.defineProperty,h=(e,t)=>{let n={};for(var r in e)m(n,r,{get:e[r],enumerable:!0});return t||m(n,Symbol.toStringTag,{value:`Module`}),n},g=.001;function _(e){return e.then??e}function v(e,t,n){let r=[],i=(e,t,n,i=null)=>{let a=Number(n);n&&a>0&&r.push({kind:e,name:t,price:a,text:n,amount:i})};for(let n of t.orders??[]){let{purpose:t,leg:r,price:a,trigger:o,amount:s}=n;t===`take_profit`?i(`take_profit`,`${e(`level.take_profit`)} ${r+1}`,o??a,s):t===`dca`?i(`dca`,`${e(`level.dca`)} ${r+1}`,a,s):t===`stop_loss`?i(`stop`,e(r?`level.emergency`:`level.stop`),o??a,r?null:s):i(`entry`,f(e,`purpose`,t),a,s)}i(`liquidation`,e(`level.liquidation`),t.liquidation_price),n&&(i(`wait`,e(`level.condition`),n.condition.price),i(`wait`,e(`level.expiration`),n.expiration.price));let a=r.find(({kind:e})=>e===`entry`)?.price??0;return Math.abs(Number(t.price)-a)>a*g&&i(`now`,e(`level.now`),t.price),r.sort((e,t)=>t.price-e.price)}function y(e,t,n){let r=_(n.body.plan??{}),i=n.market?.quote??n.currency??``,a=[];if(r.entry_notional&&a.push([e(`plan.size`),t.money(r.entry_notional,i)]),r.notional&&r.orders?.some(({purpose:e})=>e===`dca`)&&a.push([e(`plan.ladder`),t.money(r.notional,i)]),r.leverage&&r.leverage>1&&a.push([e(`plan.margin`),`${t.money(r.margin,i)} (${r.leverage}×)`]),r.worst_loss){let o=T(r.worst_loss,n.equity),s=o===void 0||i!==n.currency?``:` · ${e(`plan.of_equity`,{share:t.number(o,2)})}`;a.push([e(`plan.worst_loss`),`−${t.money(r.worst_loss,i)}${s}`,`loss`])}else r.entry_notional&&a.push([e(`plan.worst_loss`),e(`plan.unbounded`),`loss`]);return a}function b(e,n,r){let i=r.body.plan;if(!i)return[];let o=_(i),s=a(r.market?.price_tick??null),c=[];if(o.symbol){let n=o.side?` ${f(e,`side`,o.side)}`:``;c.push([e(`column.symbol`),`${t(o.symbol)}${n}`])}i.then&&i.orders?.length&&c.push([e(`purpose.close`),e(`plan.closes_first`,{count:i.orders.length})]);let l=v(e,o).filter(({kind:e})=>e!==`now`);for(let{name:e,text:t,amount:i}of l){let a=i===null?``:` · ${n.number(i)} ${r.market?.base??``}`;c.push([e,`${n.number(t,s)}${a}`])}return o.orders?.some(({purpose:e})=>e===`entry`)&&!l.some(({kind:e})=>e===`stop`)&&c.push([e(`level.stop`),e(`positions.no_stop`),`loss`]),[...c,...y(e,n,r)]}function x(e,t,n,r=[]){let i=n/2,a=t-n,[o,s]=w(e,r),c=s-o||1,l=e.map(e=>{let t=Math.min(Math.max((s-e.price)/c,0),1);return{...e,at:i+t*a,label:0}}),u=-1/0;for(let e of l)e.label=Math.max(e.at,u+n),u=e.label;let d=t-i+n;for(let e of[...l].reverse())e.label=Math.min(e.label,d-n),d=e.label;return l}var S=8,C=.005;function w(e,t=[]){let n=[...e.filter(({kind:e})=>e!==`liquidation`).map(({price:e})=>e),...t],r=Math.min(...n),i=Math.max(...n),a=i*C;i-r<a&&([r,i]=[(r+i-a)/2,(r+i+a)/2]);let o=i-r||i*.01,s=e.find(({kind:e})=>e===`liquidation`)?.price;return s===void 0||s<r-S*o||s>i+S*o?s===void 0?[r,i]:s<r?[r-o*.15,i]:[r,i+o*.15]:[Math.min(r,s),Math.max(i,s)]}function T(e,t){if(!(!e||!t||Number(t)<=0))return 100*Number(e)/Number(t)}var E=26,D=220,O=100,k=class extends r{constructor(...e){super(...e),this.candles=[]}render(){let{t:e}=this.ctx,t=this.answer.body.plan,n=_(t),r=t.then?t.orders??[]:[],a=t.opening_refused;return i`${r.length?i`<p>${e(`plan.closes_first`,{count:r.length})}</p>`:s}
    ${a?i`<p class="error">${p(a.error)} <code>${a.code}</code></p>`:s}
    ${n.bot?i`<p>${e(`plan.bot_${n.bot}`)}</p>`:s}
    ${n.cancels?.length?i`<p>${e(`plan.cancels`,{count:n.cancels.length})}</p>`:s}
    ${n.orders?.length?this.renderPicture(n):s}
    ${n.orders?.length?i`${this.renderFacts(n)} ${this.renderOrders(n)}`:s}
    ${n.orders?.length||n.bot||r.length||n.cancels?.length?s:i`<p>${e(`builder.plan_nothing`)}</p>`}`}price(e){let t=this.answer.market?.price_tick??null;return this.ctx.format.number(e,e===null?void 0:a(t))}renderPicture(n){let{t:r,format:a}=this.ctx,o=v(r,n,this.form);if(!o.length)return s;let c=Math.max(D,E*(o.length+1)),l=this.candles.slice(-120).map(([,,,,e])=>Number(e)),u=x(o,c,E,l),d=u.find(({kind:e})=>e===`entry`),f=Number(d?.price??n.price),p=e=>f?a.percent(String(100*(e.price-f)/f)):``,m=u.map(e=>`${e.name} ${this.price(e.text)}`).join(`, `);return i`<div
      class="picture"
      role="img"
      dir="ltr"
      aria-label=${r(`plan.picture`,{symbol:t(n.symbol??``),levels:m})}
      style="height:${c}px"
    >
      <svg viewBox="0 0 ${O} ${c}" preserveAspectRatio="none" aria-hidden="true">
        ${this.renderZones(u,d)} ${this.renderPast(u,l,c)}
        ${u.map(t=>e`<path
            class="line ${t.kind}"
            d="M0 ${t.at}H62L70 ${t.label}H100"
          ></path>`)}
      </svg>
      ${u.map(e=>i`<div class="level ${e.kind}" style="top:${e.label}px" data-level=${e.kind}>
          <b>${e.name}</b>
          <span class="number">${this.price(e.text)}</span>
          ${e===d||e.kind===`now`&&!p(e)?s:i`<span class="number distance">${p(e)}</span>`}
        </div>`)}
    </div>`}renderZones(t,n){if(!n)return s;let r=(r,i)=>{let a=t.filter(e=>e.kind===r).map(({at:e})=>e).sort((e,t)=>Math.abs(t-n.at)-Math.abs(e-n.at))[0];if(a===void 0)return s;let[o,c]=[Math.min(a,n.at),Math.max(a,n.at)];return e`<rect class=${i} x="0" y=${o} width="62" height=${c-o}></rect>`};return e`${r(`take_profit`,`won`)}${r(`stop`,`lost`)}`}renderPast(t,n,r){if(n.length<2)return s;let[i,a]=w(t,n),o=r-E,c=n.map((e,t)=>{let r=Math.min(Math.max((a-e)/(a-i||1),0),1);return`${t?`L`:`M`}${(t/(n.length-1)*60).toFixed(1)} ${(E/2+r*o).toFixed(1)}`}).join(``);return e`<path class="past" d=${c}></path>`}renderFacts(e){let{t,format:n}=this.ctx,{answer:r}=this,a=y(t,n,r),o=e.currency===r.currency?T(e.cost,r.free_balance):void 0;return i`<dl>
        ${a.map(([e,t,n])=>i`<div>
            <dt class="soft">${e}</dt>
            <dd class="number ${n??``}">${t}</dd>
          </div>`)}
        ${e.cost?i`<div>
              <dt class="soft">${t(`plan.cost`)}</dt>
              <dd class="number">${n.money(e.cost,e.currency??``)}</dd>
            </div>`:s}
      </dl>
      ${o===void 0?s:i`<label class="balance">
            <span class="soft">
              ${t(`plan.of_balance`,{share:n.number(o,1),free:n.money(r.free_balance,e.currency??``)})}
            </span>
            <meter min="0" max="100" high="50" optimum="0" .value=${Math.min(o,100)}></meter>
          </label>`}`}renderOrders(e){let{t,format:n}=this.ctx,r=this.answer.market?.base??``;return i`<details>
      <summary>${t(`plan.orders`,{count:e.orders?.length??0})}</summary>
      <ul>
        ${e.orders?.map(e=>i`<li>
            <span>
              ${f(t,`purpose`,e.purpose)} · ${t(`side.${e.side}`)} ·
              ${f(t,`order_type`,e.order_type)}
            </span>
            <span class="number">${n.number(e.amount)} ${r} @ ${this.price(e.price)}</span>
          </li>`)}
      </ul>
    </details>`}static{this.styles=[c,l`
      :host {
        display: grid;
        gap: 12px;
        min-width: 0;
      }
      p {
        margin: 0;
      }
      .picture {
        --won: color-mix(in srgb, var(--success-color, #43a047) 14%, transparent);
        --lost: color-mix(in srgb, var(--error-color, #db4437) 14%, transparent);
        background: color-mix(in srgb, var(--primary-text-color) 3%, transparent);
        border-radius: 8px;
        overflow: hidden;
        position: relative;
      }
      svg {
        height: 100%;
        inset: 0;
        position: absolute;
        width: 100%;
      }
      .won {
        fill: var(--won);
      }
      .lost {
        fill: var(--lost);
      }
      .line,
      .past {
        fill: none;
        stroke: var(--colour);
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }
      .past {
        stroke: var(--th-soft);
        stroke-width: 1;
      }
      .entry {
        --colour: var(--th-link);
      }
      .dca,
      .wait {
        --colour: color-mix(in srgb, var(--warning-color, #ffa600) 55%, var(--primary-text-color));
      }
      .take_profit {
        --colour: var(--th-profit);
      }
      .stop,
      .liquidation {
        --colour: var(--th-loss);
      }
      .now {
        --colour: var(--th-soft);
      }
      .line.now,
      .line.wait {
        stroke-dasharray: 2 4;
      }
      .line.dca,
      .line.take_profit,
      .line.stop {
        stroke-dasharray: 6 4;
      }
      .level {
        align-items: baseline;
        background: var(--ha-card-background, var(--card-background-color));
        border: 1px solid var(--colour);
        border-radius: 6px;
        color: var(--primary-text-color);
        display: flex;
        font-size: 12px;
        gap: 6px;
        line-height: 20px;
        padding: 0 6px;
        position: absolute;
        right: 6px;
        transform: translateY(-50%);
        white-space: nowrap;
      }
      .level b {
        color: var(--colour);
        font-weight: 600;
      }
      .distance {
        color: var(--th-soft);
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(140px, 1fr));
        margin: 0;
      }
      dt {
        font-size: 12px;
      }
      dd.number {
        margin: 2px 0 0;
        white-space: normal;
      }
      .balance {
        display: grid;
        font-size: 12px;
        gap: 4px;
      }
      meter {
        height: 12px;
        width: 100%;
      }
      summary {
        color: var(--th-link);
        cursor: pointer;
        min-height: 24px;
      }
      ul {
        list-style: none;
        margin: 8px 0 0;
        padding: 0;
      }
      li {
        border-top: 1px solid var(--th-line);
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        justify-content: space-between;
        padding: 8px 0;
      }
    `]}};o([n({attribute:!1})],k.prototype,`ctx`,void 0),o([n({attribute:!1})],k.prototype,`answer`,void 0),o([n({attribute:!1})],k.prototype,`form`,void 0),o([n({attribute:!1})],k.prototype,`candles`,void 0),k=o([d(`tradehook-plan`)],k);var A=h({Answer:()=>j,sentenceOf:()=>N}),j=class extends r{constructor(...e){super(...e),this.judged=!1,this.brief=!1,this.account=``,this.candles=[]}render(){let{t:e}=this.ctx,{body:t}=this.answer,n=this.answer.status>=300,r=this.brief?[]:t.errors??[],[a]=t.position_ids??[],o=M(this.answer);return i`<p class="verdict ${n?`loss`:o||t.status===`duplicate`?``:`profit`}" data-answer=${t.status}>
        ${o?e(this.judged?`verdict.nothing`:`verdict.nothing_done`):this.judged?e(`verdict.${n?`refused`:t.status}`):f(e,`signal`,t.status)}
      </p>
      ${this.brief&&t.errors?.length?i`<p>${e(`verdict.marked`)}</p>`:s}
      ${t.error&&!(this.brief&&t.errors?.length)?i`<p class="error">${p(t.error)} <code>${t.code}</code></p>`:s}
      ${r.length?i`<ul>
            ${r.map(e=>i`<li><code>${e.path}</code> ${p(e.message)}</li>`)}
          </ul>`:s}
      ${(t.warnings??[]).map(e=>i`<p class="warning">${p(N(e))}</p>`)}
      ${t.plan&&!o?i`<tradehook-plan .ctx=${this.ctx} .answer=${this.answer} .form=${this.form} .candles=${this.candles}></tradehook-plan>`:s}
      ${a&&this.account?i`<button
            class="button"
            @click=${()=>this.ctx.go(u({position_id:a}))}
          >
            ${e(`signals.to_position`)}
          </button>`:s}`}static{this.styles=[c,l`
      :host {
        display: grid;
        gap: 12px;
        min-width: 0;
      }
      p {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .verdict {
        font-size: 16px;
        font-weight: 500;
      }
      .warning {
        border-inline-start: 3px solid var(--warning-color, #ffa600);
        padding-inline-start: 10px;
      }
      ul {
        margin: 0;
        overflow-wrap: anywhere;
        padding-inline-start: 20px;
      }
      .button {
        justify-self: start;
      }
    `]}};o([n({attribute:!1})],j.prototype,`ctx`,void 0),o([n({attribute:!1})],j.prototype,`answer`,void 0),o([n({type:Boolean})],j.prototype,`judged`,void 0),o([n({type:Boolean})],j.prototype,`brief`,void 0),o([n()],j.prototype,`account`,void 0),o([n({attribute:!1})],j.prototype,`form`,void 0),o([n({attribute:!1})],j.prototype,`candles`,void 0),j=o([d(`tradehook-answer`)],j);function M({body:e}){return!!e.warnings?.some(e=>e.startsWith(`nothing_to_do:`))&&!e.plan?.orders?.length}function N(e){return e.replace(/^[a-z_]+: /,``)}export{b as n,_ as r,A as t};
import{_ as e,a as t,b as n,h as r,m as i,n as a,o,p as s,r as c,t as l,y as u}from"./styles.js";import{a as d}from"./actions.js";import{i as f}from"./localize.js";import{n as p,t as m}from"./sentence.js";import{a as h,i as g,o as _,r as v,s as y,t as b}from"./plan.js";var x=Object.defineProperty,S=(e,t)=>{let n={};for(var r in e)x(n,r,{get:e[r],enumerable:!0});return t||x(n,Symbol.toStringTag,{value:`Module`}),n},C=26,w=220,T=100,E=class extends i{constructor(...e){super(...e),this.candles=[]}render(){let{t}=this.ctx,n=this.answer.body.plan,i=v(n),a=n.then?n.orders??[]:[],o=n.opening_refused;return e`${a.length?e`<p>${t(`plan.closes_first`,{count:a.length})}</p>`:r}
    ${o?e`<p class="error">${m(o.error)} <code>${o.code}</code></p>`:r}
    ${i.bot?e`<p>${t(`plan.bot_${i.bot}`)}</p>`:r}
    ${i.cancels?.length?e`<p>${t(`plan.cancels`,{count:i.cancels.length})}</p>`:r}
    ${i.orders?.length?this.renderPicture(i):r}
    ${i.orders?.length?e`${this.renderFacts(i)} ${this.renderOrders(i)}`:r}
    ${i.orders?.length||i.bot||a.length||i.cancels?.length?r:e`<p>${t(`builder.plan_nothing`)}</p>`}`}price(e){let n=this.answer.market?.price_tick??null;return this.ctx.format.number(e,e===null?void 0:t(n))}renderPicture(t){let{t:n,format:i}=this.ctx,a=h(n,t,this.form);if(!a.length)return r;let s=Math.max(w,C*(a.length+1)),c=this.candles.slice(-120).map(([,,,,e])=>Number(e)),l=g(a,s,C,c),d=l.find(({kind:e})=>e===`entry`),f=Number(d?.price??t.price),p=e=>f?i.percent(String(100*(e.price-f)/f)):``,m=l.map(e=>`${e.name} ${this.price(e.text)}`).join(`, `);return e`<div
      class="picture"
      role="img"
      dir="ltr"
      aria-label=${n(`plan.picture`,{symbol:o(t.symbol??``),levels:m})}
      style="height:${s}px"
    >
      <svg viewBox="0 0 ${T} ${s}" preserveAspectRatio="none" aria-hidden="true">
        ${this.renderZones(l,d)} ${this.renderPast(l,c,s)}
        ${l.map(e=>u`<path
            class="line ${e.kind}"
            d="M0 ${e.at}H62L70 ${e.label}H100"
          ></path>`)}
      </svg>
      ${l.map(t=>e`<div class="level ${t.kind}" style="top:${t.label}px" data-level=${t.kind}>
          <b>${t.name}</b>
          <span class="number">${this.price(t.text)}</span>
          ${t===d||t.kind===`now`&&!p(t)?r:e`<span class="number distance">${p(t)}</span>`}
        </div>`)}
    </div>`}renderZones(e,t){if(!t)return r;let n=(n,i)=>{let a=e.filter(e=>e.kind===n).map(({at:e})=>e).sort((e,n)=>Math.abs(n-t.at)-Math.abs(e-t.at))[0];if(a===void 0)return r;let[o,s]=[Math.min(a,t.at),Math.max(a,t.at)];return u`<rect class=${i} x="0" y=${o} width="62" height=${s-o}></rect>`};return u`${n(`take_profit`,`won`)}${n(`stop`,`lost`)}`}renderPast(e,t,n){if(t.length<2)return r;let[i,a]=_(e,t),o=n-C,s=t.map((e,n)=>{let r=Math.min(Math.max((a-e)/(a-i||1),0),1);return`${n?`L`:`M`}${(n/(t.length-1)*60).toFixed(1)} ${(C/2+r*o).toFixed(1)}`}).join(``);return u`<path class="past" d=${s}></path>`}renderFacts(t){let{t:n,format:i}=this.ctx,{answer:a}=this,o=b(n,i,a),s=t.currency===a.currency?y(t.cost,a.free_balance):void 0;return e`<dl>
        ${o.map(([t,n,r])=>e`<div>
            <dt class="soft">${t}</dt>
            <dd class="number ${r??``}">${n}</dd>
          </div>`)}
        ${t.cost?e`<div>
              <dt class="soft">${n(`plan.cost`)}</dt>
              <dd class="number">${i.money(t.cost,t.currency??``)}</dd>
            </div>`:r}
      </dl>
      ${s===void 0?r:e`<label class="balance">
            <span class="soft">
              ${n(`plan.of_balance`,{share:i.number(s,1),free:i.money(a.free_balance,t.currency??``)})}
            </span>
            <meter min="0" max="100" high="50" optimum="0" .value=${Math.min(s,100)}></meter>
          </label>`}`}renderOrders(t){let{t:n,format:r}=this.ctx,i=this.answer.market?.base??``;return e`<details>
      <summary>${n(`plan.orders`,{count:t.orders?.length??0})}</summary>
      <ul>
        ${t.orders?.map(t=>e`<li>
            <span>
              ${f(n,`purpose`,t.purpose)} · ${n(`side.${t.side}`)} ·
              ${f(n,`order_type`,t.order_type)}
            </span>
            <span class="number">${r.number(t.amount)} ${i} @ ${this.price(t.price)}</span>
          </li>`)}
      </ul>
    </details>`}static{this.styles=[l,n`
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
    `]}};c([s({attribute:!1})],E.prototype,`ctx`,void 0),c([s({attribute:!1})],E.prototype,`answer`,void 0),c([s({attribute:!1})],E.prototype,`form`,void 0),c([s({attribute:!1})],E.prototype,`candles`,void 0),E=c([a(`tradehook-plan`)],E);var D=S({Answer:()=>O}),O=class extends i{constructor(...e){super(...e),this.judged=!1,this.brief=!1,this.account=``,this.candles=[]}render(){let{t}=this.ctx,{body:n}=this.answer,i=this.answer.status>=300,a=this.brief?[]:n.errors??[],[o]=n.position_ids??[],s=k(this.answer);return e`<p class="verdict ${i?`loss`:s||n.status===`duplicate`?``:`profit`}" data-answer=${n.status}>
        ${s?t(this.judged?`verdict.nothing`:`verdict.nothing_done`):this.judged?t(`verdict.${i?`refused`:n.status}`):f(t,`signal`,n.status)}
      </p>
      ${this.brief&&n.errors?.length?e`<p>${t(`verdict.marked`)}</p>`:r}
      ${n.error&&!(this.brief&&n.errors?.length)?e`<p class="error">${m(n.error)} <code>${n.code}</code></p>`:r}
      ${a.length?e`<ul>
            ${a.map(t=>e`<li><code>${t.path}</code> ${m(t.message)}</li>`)}
          </ul>`:r}
      ${(n.warnings??[]).map(t=>e`<p class="warning">${m(p(t))}</p>`)}
      ${n.plan&&!s?e`<tradehook-plan .ctx=${this.ctx} .answer=${this.answer} .form=${this.form} .candles=${this.candles}></tradehook-plan>`:r}
      ${o&&this.account?e`<button
            class="button"
            @click=${()=>this.ctx.go(d({position_id:o}))}
          >
            ${t(`signals.to_position`)}
          </button>`:r}`}static{this.styles=[l,n`
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
    `]}};c([s({attribute:!1})],O.prototype,`ctx`,void 0),c([s({attribute:!1})],O.prototype,`answer`,void 0),c([s({type:Boolean})],O.prototype,`judged`,void 0),c([s({type:Boolean})],O.prototype,`brief`,void 0),c([s()],O.prototype,`account`,void 0),c([s({attribute:!1})],O.prototype,`form`,void 0),c([s({attribute:!1})],O.prototype,`candles`,void 0),O=c([a(`tradehook-answer`)],O);function k({body:e}){return!!e.warnings?.some(e=>e.startsWith(`nothing_to_do:`))&&!e.plan?.orders?.length}export{D as t};
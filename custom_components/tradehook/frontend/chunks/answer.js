import{a as e,b as t,g as n,h as r,m as i,n as a,o,r as s,t as c,v as l,x as u}from"./styles.js";import{a as d}from"./actions.js";import{i as f}from"./localize.js";import{n as p,t as m}from"./sentence.js";import{a as h,i as g,o as _,r as v,s as y,t as b}from"./plan.js";var x=Object.defineProperty,S=(e,t)=>{let n={};for(var r in e)x(n,r,{get:e[r],enumerable:!0});return t||x(n,Symbol.toStringTag,{value:`Module`}),n},C=26,w=220,T=100,E=class extends r{constructor(...e){super(...e),this.candles=[]}render(){let{t:e}=this.ctx,t=this.answer.body.plan,r=v(t),i=t.then?t.orders??[]:[],a=t.opening_refused;return l`${i.length?l`<p>${e(`plan.closes_first`,{count:i.length})}</p>`:n}
    ${a?l`<p class="error">${m(a.error)} <code>${a.code}</code></p>`:n}
    ${r.bot?l`<p>${e(`plan.bot_${r.bot}`)}</p>`:n}
    ${r.cancels?.length?l`<p>${e(`plan.cancels`,{count:r.cancels.length})}</p>`:n}
    ${r.orders?.length?this.renderPicture(r):n}
    ${r.orders?.length?l`${this.renderFacts(r)} ${this.renderOrders(r)}`:n}
    ${r.orders?.length||r.bot||i.length||r.cancels?.length?n:l`<p>${e(`builder.plan_nothing`)}</p>`}`}price(t){let n=this.answer.market?.price_tick??null;return this.ctx.format.number(t,t===null?void 0:e(n))}renderPicture(e){let{t:r,format:i}=this.ctx,a=h(r,e,this.form);if(!a.length)return n;let s=Math.max(w,C*(a.length+1)),c=this.candles.slice(-120).map(([,,,,e])=>Number(e)),u=g(a,s,C,c),d=u.find(({kind:e})=>e===`entry`),f=Number(d?.price??e.price),p=e=>f?i.percent(String(100*(e.price-f)/f)):``,m=u.map(e=>`${e.name} ${this.price(e.text)}`).join(`, `);return l`<div
      class="picture"
      role="img"
      dir="ltr"
      aria-label=${r(`plan.picture`,{symbol:o(e.symbol??``),levels:m})}
      style="height:${s}px"
    >
      <svg viewBox="0 0 ${T} ${s}" preserveAspectRatio="none" aria-hidden="true">
        ${this.renderZones(u,d)} ${this.renderPast(u,c,s)}
        ${u.map(e=>t`<path
            class="line ${e.kind}"
            d="M0 ${e.at}H62L70 ${e.label}H100"
          ></path>`)}
      </svg>
      ${u.map(e=>l`<div class="level ${e.kind}" style="top:${e.label}px" data-level=${e.kind}>
          <b>${e.name}</b>
          <span class="number">${this.price(e.text)}</span>
          ${e===d||e.kind===`now`&&!p(e)?n:l`<span class="number distance">${p(e)}</span>`}
        </div>`)}
    </div>`}renderZones(e,r){if(!r)return n;let i=(i,a)=>{let o=e.filter(e=>e.kind===i).map(({at:e})=>e).sort((e,t)=>Math.abs(t-r.at)-Math.abs(e-r.at))[0];if(o===void 0)return n;let[s,c]=[Math.min(o,r.at),Math.max(o,r.at)];return t`<rect class=${a} x="0" y=${s} width="62" height=${c-s}></rect>`};return t`${i(`take_profit`,`won`)}${i(`stop`,`lost`)}`}renderPast(e,r,i){if(r.length<2)return n;let[a,o]=_(e,r),s=i-C,c=r.map((e,t)=>{let n=Math.min(Math.max((o-e)/(o-a||1),0),1);return`${t?`L`:`M`}${(t/(r.length-1)*60).toFixed(1)} ${(C/2+n*s).toFixed(1)}`}).join(``);return t`<path class="past" d=${c}></path>`}renderFacts(e){let{t,format:r}=this.ctx,{answer:i}=this,a=b(t,r,i),o=e.currency===i.currency?y(e.cost,i.free_balance):void 0;return l`<dl>
        ${a.map(([e,t,n])=>l`<div>
            <dt class="soft">${e}</dt>
            <dd class="number ${n??``}">${t}</dd>
          </div>`)}
        ${e.cost?l`<div>
              <dt class="soft">${t(`plan.cost`)}</dt>
              <dd class="number">${r.money(e.cost,e.currency??``)}</dd>
            </div>`:n}
      </dl>
      ${o===void 0?n:l`<label class="balance">
            <span class="soft">
              ${t(`plan.of_balance`,{share:r.number(o,1),free:r.money(i.free_balance,e.currency??``)})}
            </span>
            <meter min="0" max="100" high="50" optimum="0" .value=${Math.min(o,100)}></meter>
          </label>`}`}renderOrders(e){let{t,format:n}=this.ctx,r=this.answer.market?.base??``;return l`<details>
      <summary>${t(`plan.orders`,{count:e.orders?.length??0})}</summary>
      <ul>
        ${e.orders?.map(e=>l`<li>
            <span>
              ${f(t,`purpose`,e.purpose)} · ${t(`side.${e.side}`)} ·
              ${f(t,`order_type`,e.order_type)}
            </span>
            <span class="number">${n.number(e.amount)} ${r} @ ${this.price(e.price)}</span>
          </li>`)}
      </ul>
    </details>`}static{this.styles=[c,u`
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
    `]}};s([i({attribute:!1})],E.prototype,`ctx`,void 0),s([i({attribute:!1})],E.prototype,`answer`,void 0),s([i({attribute:!1})],E.prototype,`form`,void 0),s([i({attribute:!1})],E.prototype,`candles`,void 0),E=s([a(`tradehook-plan`)],E);var D=S({Answer:()=>O}),O=class extends r{constructor(...e){super(...e),this.judged=!1,this.brief=!1,this.account=``,this.candles=[]}render(){let{t:e}=this.ctx,{body:t}=this.answer,r=this.answer.status>=300,i=this.brief?[]:t.errors??[],[a]=t.position_ids??[],o=k(this.answer);return l`<p class="verdict ${r?`loss`:o||t.status===`duplicate`?``:`profit`}" data-answer=${t.status}>
        ${o?e(this.judged?`verdict.nothing`:`verdict.nothing_done`):this.judged?e(`verdict.${r?`refused`:t.status}`):f(e,`signal`,t.status)}
      </p>
      ${this.brief&&t.errors?.length?l`<p>${e(`verdict.marked`)}</p>`:n}
      ${t.error&&!(this.brief&&t.errors?.length)?l`<p class="error">${m(t.error)} <code>${t.code}</code></p>`:n}
      ${i.length?l`<ul>
            ${i.map(e=>l`<li><code>${e.path}</code> ${m(e.message)}</li>`)}
          </ul>`:n}
      ${(t.warnings??[]).map(e=>l`<p class="warning">${m(p(e))}</p>`)}
      ${t.plan&&!o?l`<tradehook-plan .ctx=${this.ctx} .answer=${this.answer} .form=${this.form} .candles=${this.candles}></tradehook-plan>`:n}
      ${a&&this.account?l`<button
            class="button"
            @click=${()=>this.ctx.go(d({position_id:a}))}
          >
            ${e(`signals.to_position`)}
          </button>`:n}`}static{this.styles=[c,u`
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
    `]}};s([i({attribute:!1})],O.prototype,`ctx`,void 0),s([i({attribute:!1})],O.prototype,`answer`,void 0),s([i({type:Boolean})],O.prototype,`judged`,void 0),s([i({type:Boolean})],O.prototype,`brief`,void 0),s([i()],O.prototype,`account`,void 0),s([i({attribute:!1})],O.prototype,`form`,void 0),s([i({attribute:!1})],O.prototype,`candles`,void 0),O=s([a(`tradehook-answer`)],O);function k({body:e}){return!!e.warnings?.some(e=>e.startsWith(`nothing_to_do:`))&&!e.plan?.orders?.length}export{D as t};
import{a as e,c as t,f as n,g as r,l as i,m as a,n as o,p as s,t as c,v as l,y as u}from"./styles.js";import{a as d}from"./popup-menu.js";import{i as f}from"./localize.js";import{t as p}from"./sentence.js";var m=Object.defineProperty,h=(e,t)=>{let n={};for(var r in e)m(n,r,{get:e[r],enumerable:!0});return t||m(n,Symbol.toStringTag,{value:`Module`}),n},g=.001;function _(e){return e.then??e}function v(e,t,n){let r=[],i=(e,t,n,i=null)=>{let a=Number(n);n&&a>0&&r.push({kind:e,name:t,price:a,text:n,amount:i})};for(let n of t.orders??[]){let{purpose:t,leg:r,price:a,trigger:o,amount:s}=n;t===`take_profit`?i(`take_profit`,`${e(`level.take_profit`)} ${r+1}`,o??a,s):t===`dca`?i(`dca`,`${e(`level.dca`)} ${r+1}`,a,s):t===`stop_loss`?i(`stop`,e(r?`level.emergency`:`level.stop`),o??a,r?null:s):i(`entry`,f(e,`purpose`,t),a,s)}i(`liquidation`,e(`level.liquidation`),t.liquidation_price),n&&(i(`wait`,e(`level.condition`),n.condition.price),i(`wait`,e(`level.expiration`),n.expiration.price));let a=r.find(({kind:e})=>e===`entry`)?.price??0;return Math.abs(Number(t.price)-a)>a*g&&i(`now`,e(`level.now`),t.price),r.sort((e,t)=>t.price-e.price)}function y(e,t,n){let r=n/2,i=t-n,[a,o]=x(e),s=o-a||1,c=e.map(e=>{let t=Math.min(Math.max((o-e.price)/s,0),1);return{...e,at:r+t*i,label:0}}),l=-1/0;for(let e of c)e.label=Math.max(e.at,l+n),l=e.label;let u=t-r+n;for(let e of[...c].reverse())e.label=Math.min(e.label,u-n),u=e.label;return c}var b=8;function x(e){let t=e.filter(({kind:e})=>e!==`liquidation`).map(({price:e})=>e),n=Math.min(...t),r=Math.max(...t),i=r-n||r*.01,a=e.find(({kind:e})=>e===`liquidation`)?.price;return a===void 0||a<n-b*i||a>r+b*i?a===void 0?[n,r]:a<n?[n-i*.15,r]:[n,r+i*.15]:[Math.min(n,a),Math.max(r,a)]}function S(e,t){if(!(!e||!t||Number(t)<=0))return 100*Number(e)/Number(t)}var C=26,w=220,T=100,E=class extends s{constructor(...e){super(...e),this.candles=[]}render(){let{t:e}=this.ctx,t=this.answer.body.plan,n=_(t),i=t.then?t.orders??[]:[],o=t.opening_refused;return r`${i.length?r`<p>${e(`plan.closes_first`,{count:i.length})}</p>`:a}
    ${o?r`<p class="error">${o.error} <code>${o.code}</code></p>`:a}
    ${n.bot?r`<p>${e(`plan.bot_${n.bot}`)}</p>`:a}
    ${n.cancels?.length?r`<p>${e(`plan.cancels`,{count:n.cancels.length})}</p>`:a}
    ${n.orders?.length?this.renderPicture(n):a}
    ${n.orders?.length?r`${this.renderFacts(n)} ${this.renderOrders(n)}`:a}
    ${n.orders?.length||n.bot||i.length||n.cancels?.length?a:r`<p>${e(`builder.plan_nothing`)}</p>`}`}price(e){let n=this.answer.market?.price_tick??null;return this.ctx.format.number(e,e===null?void 0:t(n))}renderPicture(e){let{t,format:n}=this.ctx,o=v(t,e,this.form);if(!o.length)return a;let s=Math.max(w,C*(o.length+1)),c=y(o,s,C),u=c.find(({kind:e})=>e===`entry`),d=Number(u?.price??e.price),f=e=>d?n.percent(String(100*(e.price-d)/d)):``,p=c.map(e=>`${e.name} ${this.price(e.text)}`).join(`, `);return r`<div
      class="picture"
      role="img"
      dir="ltr"
      aria-label=${t(`plan.picture`,{symbol:i(e.symbol??``),levels:p})}
      style="height:${s}px"
    >
      <svg viewBox="0 0 ${T} ${s}" preserveAspectRatio="none" aria-hidden="true">
        ${this.renderZones(c,u)} ${this.renderPast(c,s)}
        ${c.map(e=>l`<path
            class="line ${e.kind}"
            d="M0 ${e.at}H62L70 ${e.label}H100"
          ></path>`)}
      </svg>
      ${c.map(e=>r`<div class="level ${e.kind}" style="top:${e.label}px" data-level=${e.kind}>
          <b>${e.name}</b>
          <span class="number">${this.price(e.text)}</span>
          ${e===u||e.kind===`now`&&!f(e)?a:r`<span class="number distance">${f(e)}</span>`}
        </div>`)}
    </div>`}renderZones(e,t){if(!t)return a;let n=(n,r)=>{let i=e.filter(e=>e.kind===n).map(({at:e})=>e).sort((e,n)=>Math.abs(n-t.at)-Math.abs(e-t.at))[0];if(i===void 0)return a;let[o,s]=[Math.min(i,t.at),Math.max(i,t.at)];return l`<rect class=${r} x="0" y=${o} width="62" height=${s-o}></rect>`};return l`${n(`take_profit`,`won`)}${n(`stop`,`lost`)}`}renderPast(e,t){let n=this.candles.slice(-120).map(([,,,,e])=>Number(e));if(n.length<2)return a;let[r,i]=x(e),o=t-C,s=n.map((e,t)=>{let a=Math.min(Math.max((i-e)/(i-r||1),0),1);return`${t?`L`:`M`}${(t/(n.length-1)*60).toFixed(1)} ${(C/2+a*o).toFixed(1)}`}).join(``);return l`<path class="past" d=${s}></path>`}renderFacts(e){let{t,format:n}=this.ctx,{answer:i}=this,o=i.market?.quote??i.currency??``,s=[],c=(e,t,n=``)=>s.push([e,t,n]);if(e.entry_notional&&c(`size`,n.money(e.entry_notional,o)),e.notional&&e.orders?.some(({purpose:e})=>e===`dca`)&&c(`ladder`,n.money(e.notional,o)),e.leverage&&e.leverage>1&&c(`margin`,`${n.money(e.margin,o)} (${e.leverage}×)`),e.worst_loss){let r=S(e.worst_loss,i.equity),a=r===void 0||o!==i.currency?``:` · ${t(`plan.of_equity`,{share:n.number(r,2)})}`;c(`worst_loss`,`−${n.money(e.worst_loss,o)}${a}`,`loss`)}else e.entry_notional&&c(`worst_loss`,t(`plan.unbounded`),`loss`);let l=e.currency===i.currency?S(e.cost,i.free_balance):void 0;return r`<dl>
        ${s.map(([e,n,i])=>r`<div>
            <dt class="soft">${t(`plan.${e}`)}</dt>
            <dd class="number ${i}">${n}</dd>
          </div>`)}
        ${e.cost?r`<div>
              <dt class="soft">${t(`plan.cost`)}</dt>
              <dd class="number">${n.money(e.cost,e.currency??``)}</dd>
            </div>`:a}
      </dl>
      ${l===void 0?a:r`<label class="balance">
            <span class="soft">
              ${t(`plan.of_balance`,{share:n.number(l,1),free:n.money(i.free_balance,e.currency??``)})}
            </span>
            <meter min="0" max="100" high="50" optimum="0" .value=${Math.min(l,100)}></meter>
          </label>`}`}renderOrders(e){let{t,format:n}=this.ctx,i=this.answer.market?.base??``;return r`<details>
      <summary>${t(`plan.orders`,{count:e.orders?.length??0})}</summary>
      <ul>
        ${e.orders?.map(e=>r`<li>
            <span>
              ${f(t,`purpose`,e.purpose)} · ${t(`side.${e.side}`)} ·
              ${f(t,`order_type`,e.order_type)}
            </span>
            <span class="number">${n.number(e.amount)} ${i} @ ${this.price(e.price)}</span>
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
    `]}};e([n({attribute:!1})],E.prototype,`ctx`,void 0),e([n({attribute:!1})],E.prototype,`answer`,void 0),e([n({attribute:!1})],E.prototype,`form`,void 0),e([n({attribute:!1})],E.prototype,`candles`,void 0),E=e([o(`tradehook-plan`)],E);var D=h({Answer:()=>O,sentenceOf:()=>k}),O=class extends s{constructor(...e){super(...e),this.judged=!1,this.brief=!1,this.account=``,this.candles=[]}render(){let{t:e}=this.ctx,{body:t}=this.answer,n=this.answer.status>=300,i=this.brief?[]:t.errors??[],[o]=t.position_ids??[];return r`<p class="verdict ${n?`loss`:t.status===`duplicate`?``:`profit`}" data-answer=${t.status}>
        ${this.judged?e(`verdict.${n?`refused`:t.status}`):f(e,`signal`,t.status)}
      </p>
      ${this.brief&&t.errors?.length?r`<p>${e(`verdict.marked`)}</p>`:a}
      ${t.error&&!(this.brief&&t.errors?.length)?r`<p class="error">${p(t.error)} <code>${t.code}</code></p>`:a}
      ${i.length?r`<ul>
            ${i.map(e=>r`<li><code>${e.path}</code> ${p(e.message)}</li>`)}
          </ul>`:a}
      ${(t.warnings??[]).map(e=>r`<p class="warning">${p(k(e))}</p>`)}
      ${t.plan?r`<tradehook-plan .ctx=${this.ctx} .answer=${this.answer} .form=${this.form} .candles=${this.candles}></tradehook-plan>`:a}
      ${o&&this.account?r`<button
            class="button"
            @click=${()=>this.ctx.go(d({account:this.account,position_id:o}))}
          >
            ${e(`signals.to_position`)}
          </button>`:a}`}static{this.styles=[c,u`
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
    `]}};e([n({attribute:!1})],O.prototype,`ctx`,void 0),e([n({attribute:!1})],O.prototype,`answer`,void 0),e([n({type:Boolean})],O.prototype,`judged`,void 0),e([n({type:Boolean})],O.prototype,`brief`,void 0),e([n()],O.prototype,`account`,void 0),e([n({attribute:!1})],O.prototype,`form`,void 0),e([n({attribute:!1})],O.prototype,`candles`,void 0),O=e([o(`tradehook-answer`)],O);function k(e){return e.replace(/^[a-z_]+: /,``)}export{_ as n,D as t};
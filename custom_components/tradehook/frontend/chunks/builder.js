import{_ as e,a as t,b as n,f as r,h as i,m as a,n as o,p as s,s as c,t as l,u}from"./styles.js";import{i as d}from"./candles.js";import{i as f}from"./localize.js";import{a as p,c as m,d as h,f as g,i as _,l as v,n as y,o as b,r as x,s as S,t as C,u as w}from"./message.js";import{n as T,r as E}from"./answer.js";import{_ as D}from"./position-row.js";import{t as O}from"./sentence.js";import{n as k}from"./purse.js";var A=class{constructor(e,t){this.t=e,this.errors=t,this.shown=new Set}get rest(){return this.errors.filter(({path:e})=>!this.shown.has(e))}number(e,t,n,r,i=[]){return this.input(e,t,n,r,i,`decimal`)}text(e,t,n,r,i){return this.input(e,t,n,r,[],`text`,i)}select(t,n,r,a,o){let s=this.of([t]);return e`<label class="labelled">
      <span>${n}</span>
      <select
        class="field"
        name=${t}
        aria-invalid=${s?`true`:i}
        aria-describedby=${s?j(t):i}
        @change=${e=>o(e.target.value)}
      >
        ${a.map(([t,n])=>e`<option value=${t} ?selected=${t===r}>${n}</option>`)}
      </select>
      ${this.note(t,s)}
    </label>`}measured(t,n,r,a,o){let s=Object.keys(t),c=t[r],l=this.of([...new Set(Object.values(t))]);return e`<div class="labelled measured">
      <span aria-hidden="true">${n}</span>
      <div>
        <input
          class="field"
          name=${c}
          inputmode="decimal"
          autocomplete="off"
          aria-label=${n}
          aria-invalid=${l?`true`:i}
          aria-describedby=${l?j(c):i}
          .value=${a}
          @input=${e=>o({unit:r,value:e.target.value})}
        />
        <select
          class="field"
          aria-label=${this.t(`builder.unit_of`,{name:n})}
          @change=${e=>o({unit:e.target.value,value:a})}
        >
          ${s.map(t=>e`<option value=${t} ?selected=${t===r}>${this.t(`unit.${t}`)}</option>`)}
        </select>
      </div>
      ${this.note(c,l)}
    </div>`}whole(t){return e`${this.note(t,this.of([t]))}`}input(t,n,r,a,o,s,c){let l=this.of([t,...o]);return e`<label class="labelled">
      <span>${n}</span>
      <input
        class="field"
        name=${t}
        inputmode=${s}
        autocomplete="off"
        spellcheck="false"
        list=${c??i}
        aria-invalid=${l?`true`:i}
        aria-describedby=${l?j(t):i}
        .value=${r}
        @input=${e=>a(e.target.value)}
      />
      ${this.note(t,l)}
    </label>`}of(e){for(let t of e)this.shown.add(t);return this.errors.filter(({path:t})=>e.includes(t)).map(({message:e})=>e).join(`; `)}note(t,n){return n?e`<span class="wrong" id=${j(t)} data-wrong=${t}>${n}</span>`:i}};function j(e){return`wrong-${e.replace(/\W+/g,`-`)}`}var M=n`
  .field[aria-invalid] {
    border-color: var(--th-loss);
  }
  .labelled > .wrong,
  .wrong {
    color: var(--th-loss);
    display: block;
    font-size: 12px;
    margin: 4px 0 0;
  }
  .measured > span:first-child {
    color: var(--th-soft);
    display: block;
    font-size: 14px;
    margin-bottom: 4px;
  }
  .measured > div {
    display: grid;
    grid-template-columns: 1fr auto;
  }
  .measured :focus-visible {
    position: relative; /* its outline before its neighbour */
  }
  .measured input.field {
    border-end-end-radius: 0;
    border-start-end-radius: 0;
    min-width: 0;
  }
  .measured select.field {
    border-end-start-radius: 0;
    border-inline-start: 0;
    border-start-start-radius: 0;
    padding-inline: 4px;
  }
`,N=[`second`,`minute`,`hour`,`day`],P=[``,`BREAK_EVEN`,`FOLLOW_TAKE_PROFIT`,`PRICE`];function F(t,n,r,a){let o=(e,t,r,i,a)=>n.measured({percentage:`stop_loss.${g(e,`percentage`)}`,price:`stop_loss.${g(e,`price`)}`},t,r,i,e=>a(e.unit,e.value)),s=(e,i,o)=>n.select(`stop_loss.${e}`,t(`builder.stop_${e}`),r[e],o.map(e=>[e,f(t,i,e||`default`)]),t=>a({[e]:t})),c=e=>n.number(`stop_loss.${e}`,t(`builder.stop_${e}`),r[e],t=>a({[e]:t}));return e`<div class="stop">
    ${o(`stop`,t(`builder.stop_at`),r.unit,r.level,(e,t)=>a({unit:e,level:t}))}
    <details>
      <summary>${t(`builder.stop_more`)}</summary>
      <div class="pair">
        ${s(`order_type`,`stop_order`,[``,`STOP_LOSS_LIMIT`])}
        ${r.order_type===`STOP_LOSS_LIMIT`?o(`limit`,t(`builder.stop_limit`),r.limit_unit,r.limit,(e,t)=>a({limit_unit:e,limit:t})):i}
        ${c(`cool_down_amount`)}
        ${s(`cool_down_time_frame`,`time_frame`,N)}
        ${s(`cool_down_type`,`cool_down_type`,[``,`candle_close`])}
        ${o(`emergency_stop`,t(`builder.stop_emergency`),r.emergency_unit,r.emergency,(e,t)=>a({emergency_unit:e,emergency:t}))}
      </div>
    </details>
    <details>
      <summary>${t(`builder.stop_protection`)}</summary>
      <div class="pair">
        ${s(`protection_type`,`protection`,P)}
        ${r.protection_type===`PRICE`?e`${c(`trailing_percentage`)} ${c(`trailing_distance`)}`:i}
      </div>
    </details>
  </div>`}var I=class extends a{constructor(...e){super(...e),this.errors=[]}render(){let{form:t}=this,n=new A(this.ctx.t,this.errors),r=e`${this.renderWhat(n)}
    ${S(t)?this.renderMarket(n):i}
    ${v(t)?this.renderOpening(n):S(t)?this.renderChange(n):i}`,{rest:a}=n;return e`${r}
    ${a.length?e`<ul class="rest" data-rest>
          ${a.map(({path:t,message:n})=>e`<li><code>${t}</code> ${O(n)}</li>`)}
        </ul>`:i}`}updated(){for(let e of this.renderRoot.querySelectorAll(`details:not([open])`))e.querySelector(`[data-wrong]`)&&(e.open=!0)}shut(){for(let e of this.renderRoot.querySelectorAll(`details`))e.open=!1}renderWhat(t){let{t:n}=this.ctx,{form:r,hook:i}=this,a=i?.market_type===`linear`;if(r.kind===`strategy`)return e`${t.select(`transition`,n(`builder.transition`),r.transition,Object.keys(p).map(e=>[e,n(`transition.${e}`)]),e=>this.change({transition:e}))}
        <p class="soft small">${n(`builder.strategy_means`)}</p>`;let o=C.filter(e=>e!==`reverse`||a);return t.select(`action`,n(`builder.action`),r.action,o.map(e=>[e,f(n,`action`,e)]),e=>this.change({action:e,side:r.side||(e===`close`?``:`long`)}))}renderMarket(t){let{t:n}=this.ctx,{form:r,hook:a}=this,o=[`long`,`short`].map(e=>[e,n(`side.${e}`)]),s=v(r)?[]:[[``,n(`builder.any_side`)]];return e`<div class="pair">
      ${t.text(`symbol`,n(`builder.symbol`),r.symbol,e=>this.change({symbol:e}),`symbols`)}
      ${r.kind===`signal`?t.select(`side`,n(`builder.side`),r.side,[...s,...o],e=>this.change({side:e})):i}
      <datalist id="symbols">
        ${(a?.symbols??[]).map(t=>e`<option value=${t}>${u(t)}</option>`)}
      </datalist>
    </div>`}orderType(e,t){let{t:n}=this.ctx;return e.select(`order_type`,n(`builder.order_type`),this.form.order_type,[[``,t],...[`market`,`limit`].map(e=>[e,n(`order_type.${e}`)])],e=>this.change({order_type:e}))}renderChange(t){let{t:n}=this.ctx,{form:r}=this,a=`${r.action}_order`;return e`<div class="pair">
        ${w(r)?t.measured({quantity_percentage:`${a}.quantity_percentage`,quote_amount:`${a}.quote_amount`,base_amount:`${a}.base_amount`},n(`builder.${r.action}_by`),r.change_unit,r.change,({unit:e,value:t})=>this.change({change_unit:e,change:t})):i}
        ${this.orderType(t,n(r.action===`increase`?`builder.from_bot`:`builder.market_default`))}
        ${r.order_type===`limit`?t.number(w(r)?`${a}.price`:`price`,n(`builder.limit_price`),r.price,e=>this.change({price:e}),[`signal_price`]):i}
        ${t.text(`signal_id`,n(`builder.signal_id_of`),r.signal_id,e=>this.change({signal_id:e}))}
      </div>
      ${t.whole(a)}`}renderOpening(t){let{t:n}=this.ctx,{form:r,hook:a}=this;return e`<div class="pair">
        ${t.measured({quote_amount:`quote_amount`,base_amount:`base_amount`},n(`builder.size`),r.size_unit,r.size,({unit:e,value:t})=>this.change({size_unit:e,size:t}))}
        ${this.orderType(t,n(`builder.from_bot`))}
        ${t.number(`signal_price`,n(r.order_type===`limit`?`builder.limit_price`:`builder.signal_price`),r.signal_price,e=>this.change({signal_price:e}))}
        ${a?.market_type===`linear`?t.number(`leverage`,n(`builder.leverage`),r.leverage,e=>this.change({leverage:e})):i}
      </div>
      ${this.renderTargets(t)}
      ${this.section(t,`stop_loss`,()=>F(this.ctx.t,t,r.stop_loss,e=>this.change({stop_loss:{...this.form.stop_loss,...e}})))}
      ${this.renderDca(t)}
      <details>
        <summary>${n(`builder.more`)}</summary>
        ${this.renderMore(t)}
      </details>
      <p class="soft small">${n(`builder.left_empty`)}</p>`}renderTargets(t){let{t:n}=this.ctx,r=this.form.take_profit;return this.section(t,`take_profit`,()=>this.rows(t,`take_profit`,r,x,(a,o,s,c)=>e`
        ${this.level(t,o,n(`builder.profit_at`),a,s)}
        ${t.number(`${o}.position_percentage`,n(`builder.share`),a.position_percentage,e=>s({position_percentage:e}))}
        ${c===r.length-1?t.number(`${o}.trailing_distance`,n(`builder.trailing`),a.trailing_distance,e=>s({trailing_distance:e})):i}
      `))}renderDca(t){let{t:n}=this.ctx;return this.section(t,`dca_orders`,()=>this.rows(t,`dca_orders`,this.form.dca_orders,y,(r,i,a)=>e`
        ${this.level(t,i,n(`builder.distance`),r,a)}
        ${t.number(`${i}.quantity_percentage`,n(`builder.dca_size`),r.quantity_percentage,e=>a({quantity_percentage:e}))}
      `))}renderMore(t){let{t:n}=this.ctx,{form:r}=this,{condition:a,expiration:o}=r,s=[[``,n(`builder.from_bot`)],[`true`,n(`common.yes`)],[`false`,n(`common.no`)]];return e`<div class="pair">
        ${r.kind===`signal`?t.text(`signal_id`,n(`builder.signal_id`),r.signal_id,e=>this.change({signal_id:e})):i}
        ${t.select(`adjust_fee`,n(`builder.adjust_fee`),r.adjust_fee,s,e=>this.change({adjust_fee:e}))}
      </div>
      <h4>${n(`builder.condition`)}</h4>
      <div class="pair">
        ${t.number(`entry_condition.price`,n(`builder.condition_price`),a.price,e=>this.change({condition:{...a,price:e}}))}
        ${t.number(`entry_condition.time`,n(`builder.condition_time`),a.time,e=>this.change({condition:{...a,time:e}}))}
        ${t.select(`entry_condition.operator`,n(`builder.operator`),a.operator,[``,`OR`,`AND`].map(e=>[e,n(`operator.${e||`default`}`)]),e=>this.change({condition:{...a,operator:e}}))}
      </div>
      ${t.whole(`entry_condition`)}
      <h4>${n(`builder.expiration`)}</h4>
      <div class="pair">
        ${t.number(`entry_expiration.time`,n(`builder.expiration_time`),o.time,e=>this.change({expiration:{...o,time:e}}))}
        ${t.number(`entry_expiration.price`,n(`builder.expiration_price`),o.price,e=>this.change({expiration:{...o,price:e}}))}
      </div>
      ${t.whole(`entry_expiration`)}`}section(t,n,r){let{t:a}=this.ctx,o=this.form.origins[n];return e`<fieldset>
      <legend>${a(`builder.${n}`)}</legend>
      <select
        class="field"
        name=${n}
        aria-label=${a(`builder.origin_of`,{name:a(`builder.${n}`)})}
        @change=${e=>this.choose(n,e.target.value)}
      >
        ${[`bot`,`signal`,`none`].map(t=>e`<option value=${t} ?selected=${t===o}>${a(`origin.${t}`)}</option>`)}
      </select>
      ${o===`signal`?r():i} ${t.whole(n)}
    </fieldset>`}choose(e,t){let n={...this.form.origins,[e]:t},r={};t===`signal`&&e===`take_profit`&&!this.form.take_profit.length&&(r.take_profit=[x]),t===`signal`&&e===`dca_orders`&&!this.form.dca_orders.length&&(r.dca_orders=[y]),this.change({origins:n,...r})}level(e,t,n,r,i){return e.measured({percentage:`${t}.${g(`price`,`percentage`)}`,price:`${t}.price`},n,r.unit,r.level,({unit:e,value:t})=>i({unit:e,level:t}))}rows(t,n,r,i,a){let{t:o}=this.ctx,s=o(`builder.${n}`),c=e=>this.change({[n]:e});return e`<div class="rows">
        ${r.map((i,l)=>{let u=`${n}[${l}]`;return e`<div class="row" role="group" aria-label=${o(`builder.row`,{name:s,number:l+1})}>
            <div class="pair">${a(i,u,e=>c(r.map((t,n)=>n===l?{...t,...e}:t)),l)}</div>
            <button
              type="button"
              class="icon-button"
              aria-label=${o(`builder.remove_row`,{name:s,number:l+1})}
              @click=${()=>c(r.filter((e,t)=>t!==l))}
            >
              ×
            </button>
            ${t.whole(u)}
          </div>`})}
      </div>
      <button type="button" class="button outlined" @click=${()=>c([...r,i])}>
        ${o(`builder.add_${n}`)}
      </button>`}change(e){this.dispatchEvent(new CustomEvent(`form-changed`,{detail:e}))}static{this.styles=[l,M,n`
      :host {
        display: grid;
        gap: 16px;
        min-width: 0;
      }
      .pair {
        align-items: start;
        display: grid;
        flex: 1;
        gap: 12px;
        grid-template-columns: repeat(auto-fit, minmax(132px, 1fr));
        min-width: 0;
      }
      fieldset {
        border: 1px solid var(--th-line);
        border-radius: var(--th-radius);
        display: grid;
        gap: 12px;
        margin: 0;
        min-width: 0;
        padding: 8px 16px 16px;
      }
      legend {
        font-weight: 500;
        padding: 0 4px;
      }
      .rows {
        display: grid;
        gap: 12px;
      }
      .row {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      .row .icon-button {
        font-size: 20px;
      }
      .row + .row {
        border-top: 1px solid var(--th-line);
        padding-top: 12px;
      }
      .stop {
        display: grid;
        gap: 12px;
      }
      .row .pair {
        grid-template-columns: repeat(auto-fit, minmax(104px, 1fr));
      }
      details > :not(summary) {
        margin-top: 12px;
      }
      summary {
        color: var(--th-link);
        cursor: pointer;
        min-height: 24px;
      }
      h4 {
        font-size: 14px;
        font-weight: 500;
        margin: 16px 0 0;
      }
      fieldset > .button {
        justify-self: start;
      }
      .rest {
        color: var(--th-loss);
        margin: 0;
        padding-inline-start: 20px;
      }
      .small {
        font-size: 12px;
        margin: 0;
      }
    `]}};t([s({attribute:!1})],I.prototype,`ctx`,void 0),t([s({attribute:!1})],I.prototype,`form`,void 0),t([s({attribute:!1})],I.prototype,`hook`,void 0),t([s({attribute:!1})],I.prototype,`errors`,void 0),I=t([o(`tradehook-signal-form`)],I);var L=n`
  .columns {
    align-items: start;
    display: grid;
    gap: 16px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr));
  }
  .side {
    display: grid;
    gap: 16px;
    min-width: 0;
  }
  form,
  section {
    display: grid;
    gap: 16px;
    grid-template-columns: minmax(0, 1fr);
    min-width: 0;
    padding: 16px;
  }
  .bar {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: space-between;
  }
  .afresh {
    justify-self: end;
  }
  .status {
    display: grid;
    gap: 12px;
    min-width: 0;
  }
  .status p {
    margin: 0;
  }
  .mono {
    font-family: var(--ha-font-family-code, monospace);
    font-size: 13px;
    resize: vertical;
  }
  #url {
    field-sizing: content;
    min-width: 0;
  }
  .tick {
    align-items: center;
    display: flex;
    gap: 12px;
    min-height: 32px;
  }
  .tick input {
    accent-color: var(--th-link);
    flex: none;
    height: 20px;
    width: 20px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: flex-end;
  }
`,R=_,z=300,B=class extends a{constructor(...e){super(...e),this.accounts=[],this.only=``,this.chosen=``,this.form=R,this.secret=``,this.curl=!1,this.judged=!0,this.stale=!1,this.busy=!1,this.error=``,this.candles=[],this.asked=0,this.world=``,this.giving=!1,this.following=``}get bots(){return this.accounts.flatMap(e=>e.loaded?e.bots.filter(({bot_id:e,manual:t})=>!t&&(!this.only||e===this.only)).map(t=>({account:e,bot:t})):[])}get picked(){return this.bots.find(({bot:e})=>e.bot_id===this.chosen)}disconnectedCallback(){super.disconnectedCallback(),this.secret=``,clearTimeout(this.timer),this.unfollow()}willUpdate(e){let t=this.bots[0];!this.picked&&t&&this.pick(t.bot.bot_id);let{bot:n,account:r}=this.picked??{},i=JSON.stringify([n?.bot_id,n?.status,n?.open_positions,r?.trading_enabled]);i!==this.world&&this.judged&&!this.giving&&this.hook&&this.change({},0),this.world=i}async pick(e){this.chosen=e,this.hook=this.answer=void 0,this.error=``;let{picked:t}=this;if(t)try{let n=await this.ctx.api.webhook(t.account.account,e);if(this.chosen!==e)return;this.hook=n;let r=n.symbols.includes(this.form.symbol),i=n.market_type!==`linear`&&this.form.action===`reverse`?`open`:this.form.action;this.change({action:i,...!r&&{symbol:this.usual}},0)}catch(e){this.error=c(e)}}render(){let{t}=this.ctx;return this.bots.length?e`<div class="columns">
      <form class="card" @submit=${e=>e.preventDefault()}>
        <div class="bar">
          <h2>${t(`builder.signal`)}</h2>
          ${this.renderKind()}
        </div>
        ${this.only?i:this.renderBots()}
        <tradehook-signal-form
          .ctx=${this.ctx}
          .form=${this.form}
          .hook=${this.hook}
          .errors=${this.answer?.body.errors??[]}
          @form-changed=${e=>this.change(e.detail)}
        ></tradehook-signal-form>
        <button type="button" class="button plain afresh" @click=${this.clear}>${t(`builder.clear`)}</button>
      </form>
      <div class="side">${this.renderVerdict()} ${this.renderMessage()}</div>
    </div>`:e`<div class="card empty">
        <h2>${t(`builder.none`)}</h2>
        <p class="soft">${t(`overview.no_bots`)}</p>
      </div>`}renderKind(){let{t}=this.ctx;return e`<div class="segments" role="group" aria-label=${t(`builder.kind`)}>
      ${[`signal`,`strategy`].map(n=>e`<button
          type="button"
          aria-pressed=${String(this.form.kind===n)}
          @click=${()=>this.change({kind:n,chart_market:n===`strategy`})}
        >
          ${t(`builder.kind_${n}`)}
        </button>`)}
    </div>`}renderBots(){let{t}=this.ctx;return e`<label class="labelled">
      <span>${t(`builder.bot`)}</span>
      <select
        class="field"
        name="bot"
        @change=${e=>void this.pick(e.target.value)}
      >
        ${this.bots.map(({bot:t,account:n})=>e`<option value=${t.bot_id} ?selected=${t.bot_id===this.chosen}>
            ${t.name} · ${n.name}
          </option>`)}
      </select>
    </label>`}renderVerdict(){let{t}=this.ctx;return e`<section class="card" data-stale=${String(this.stale)} aria-busy=${String(this.stale)}>
      <h2>${t(this.judged?`builder.verdict`:`builder.answer`)}</h2>
      <div role="status" class="status">
        ${this.error?e`<p class="error">${this.error}</p>`:i}
        ${this.answer?e`<tradehook-answer
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.form}
              .candles=${this.candles}
              .account=${this.picked?.account.account??``}
              ?judged=${this.judged}
              ?brief=${this.judged}
            ></tradehook-answer>`:this.error?i:e`<p class="soft">${t(`common.loading`)}</p>`}
      </div>
      <div class="actions">
        <button class="button outlined" ?disabled=${this.busy||!this.hook} @click=${this.test}>
          ${this.busy?t(`common.working`):t(`builder.test`)}
        </button>
        ${this.form.kind===`signal`?e`<button class="button" ?disabled=${this.busy||!this.hook||!this.sendable} @click=${this.send}>
              ${t(`builder.send`)}
            </button>`:i}
      </div>
    </section>`}renderMessage(){let{t}=this.ctx,{form:n}=this,r=r=>e`<label class="tick">
      <input
        type="checkbox"
        name=${r}
        .checked=${n[r]}
        @change=${e=>this.change({[r]:e.target.checked})}
      />
      <span>${t(`builder.${r}`)}</span>
    </label>`;return e`<section class="card">
      <h2>${t(`builder.message`)}</h2>
      <label class="labelled">
        <span>${t(`builder.url`)}</span>
        <textarea class="field mono" id="url" rows="2" readonly dir="ltr" .value=${this.hook?.url??``}></textarea>
      </label>
      <label class="labelled">
        <span>${t(`builder.secret`)}</span>
        <input
          class="field"
          type="password"
          autocomplete="off"
          data-lpignore="true"
          data-1p-ignore
          .value=${this.secret}
          @input=${e=>this.secret=e.target.value}
        />
      </label>
      ${this.curl?i:e`${S(n)?r(`chart_market`):i} ${r(`timestamp`)}`}
      <label class="labelled">
        <span>${t(this.curl?`builder.as_curl`:`builder.as_message`)}</span>
        <textarea class="field mono" id="message" rows="12" readonly dir="ltr" .value=${this.text}></textarea>
      </label>
      <div class="actions">
        <button class="button plain" @click=${()=>this.curl=!this.curl}>
          ${t(this.curl?`builder.show_message`:`builder.show_curl`)}
        </button>
        <button class="button outlined" @click=${()=>this.copy(`url`)}>${t(`builder.copy_url`)}</button>
        <button class="button" @click=${()=>this.copy(`message`)}>
          ${t(this.curl?`builder.copy_curl`:`builder.copy_message`)}
        </button>
      </div>
    </section>`}get text(){let{hook:e,form:t}=this;if(!e)return``;let n=this.secret||this.ctx.t(`builder.secret_here`);return this.curl?b(t,e,n):m(t,e.exchange,e.api_key,n)}get usual(){let e=this.hook?.symbols??[];return e.find(e=>e.endsWith(`_BTC`))??e[0]??``}clear(){this.asked+=1,this.answer=void 0,this.renderRoot.querySelector(`tradehook-signal-form`)?.shut(),this.change({..._,symbol:this.usual},0)}change(e,t=z){this.form=R={...this.form,...e},this.stale=!0,clearTimeout(this.timer),this.timer=setTimeout(()=>void this.check(),t)}get signal(){return h(this.form,this.hook?.exchange??``)}async check(){let{picked:e}=this;if(!e||!this.hook)return;this.asked+=1;let{asked:t}=this;try{let n=await this.ctx.api.checkSignal(e.account.account,e.bot.bot_id,this.signal);if(t!==this.asked)return;this.show(n,!0)}catch(e){t===this.asked&&(this.error=c(e))}}show(e,t){let{market:n,currency:r,equity:i,free_balance:a}=this.answer??{};this.answer={market:n??null,equity:i??null,free_balance:a??null,currency:r??``,...e},this.judged=t,this.stale=!1,this.error=``;let o=e.body.plan,s=o?E(o).symbol:void 0;s&&this.follow(s)}async follow(e){let t=this.picked?.account.account??``,n=`${t} ${e}`;if(this.following===n)return;this.unfollow(),this.following=n;let r=await this.ctx.api.market(t,e,5,e=>{this.following===n&&(this.candles=d(this.candles,e))});this.following===n?this.end=r:r()}unfollow(){this.end?.(),this.end=void 0,this.following=``,this.candles=[]}async copy(e){let t=this.renderRoot.querySelector(`#${e}`);await D(t)&&this.ctx.say(this.ctx.t(`common.copied`))}async test(){this.busy=!0;try{this.show(await this.give({...this.signal,test:!0}),!1),this.ctx.say(this.ctx.t(`builder.tested`))}catch(e){this.error=c(e)}finally{this.busy=!1}}get sendable(){let{answer:e}=this;return!!e&&!this.stale&&!(this.judged&&e.status>=300)}send(){let{t:e,format:t}=this.ctx,{signal:n,picked:r,form:i,answer:a}=this,o=i.side?` ${e(`side.${i.side}`)}`:``,s=`${f(e,`action`,i.action)}${S(i)?` ${u(i.symbol)}${o}`:``}`;this.ctx.ask({title:e(`builder.send_title`),purse:k(r?.account),text:e(`builder.send_text`,{what:s,name:r?.bot.name??``}),facts:a?T(e,t,a):[],confirm:e(`builder.send`),act:async()=>{let t=await this.give(n);if(this.show(t,!1),t.status>=300)throw Error(t.body.error??t.body.status);return e(t.body.status===`duplicate`?`builder.duplicate`:`builder.sent`)}})}async give(e){let{picked:t}=this;if(!t)throw Error(this.ctx.t(`builder.none`));clearTimeout(this.timer),this.asked+=1,this.giving=!0;try{return await this.ctx.api.sendSignal(t.account.account,t.bot.bot_id,e)}finally{setTimeout(()=>this.giving=!1)}}static{this.styles=[l,L]}};t([s({attribute:!1})],B.prototype,`ctx`,void 0),t([s({attribute:!1})],B.prototype,`accounts`,void 0),t([s()],B.prototype,`only`,void 0),t([r()],B.prototype,`chosen`,void 0),t([r()],B.prototype,`hook`,void 0),t([r()],B.prototype,`form`,void 0),t([r()],B.prototype,`secret`,void 0),t([r()],B.prototype,`curl`,void 0),t([r()],B.prototype,`answer`,void 0),t([r()],B.prototype,`judged`,void 0),t([r()],B.prototype,`stale`,void 0),t([r()],B.prototype,`busy`,void 0),t([r()],B.prototype,`error`,void 0),t([r()],B.prototype,`candles`,void 0),B=t([o(`tradehook-builder`)],B);export{B as BuilderView};
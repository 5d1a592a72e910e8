import{d as e,f as t,h as n,n as r,o as i,p as a,t as o,u as s,v as c}from"./styles.js";import{a as l,t as u}from"./element.js";import{i as d}from"./candles.js";import{i as f}from"./localize.js";import{a as p,c as m,d as h,f as g,i as _,l as v,n as y,o as b,r as x,s as S,t as C,u as w}from"./message.js";import{n as T,r as E}from"./answer.js";import{_ as D}from"./position-row.js";import{t as O}from"./sentence.js";import{n as k}from"./purse.js";var A=class{constructor(e,t){this.t=e,this.errors=t,this.shown=new Set}get rest(){return this.errors.filter(({path:e})=>!this.shown.has(e))}number(e,t,n,r,i=[]){return this.input(e,t,n,r,i,`decimal`)}text(e,t,n,r,i){return this.input(e,t,n,r,[],`text`,i)}select(e,t,r,i,o){let s=this.of([e]);return n`<label class="labelled">
      <span>${t}</span>
      <select
        class="field"
        name=${e}
        aria-invalid=${s?`true`:a}
        aria-describedby=${s?j(e):a}
        @change=${e=>o(e.target.value)}
      >
        ${i.map(([e,t])=>n`<option value=${e} ?selected=${e===r}>${t}</option>`)}
      </select>
      ${this.note(e,s)}
    </label>`}measured(e,t,r,i,o){let s=Object.keys(e),c=e[r],l=this.of([...new Set(Object.values(e))]);return n`<div class="labelled measured">
      <span aria-hidden="true">${t}</span>
      <div>
        <input
          class="field"
          name=${c}
          inputmode="decimal"
          autocomplete="off"
          aria-label=${t}
          aria-invalid=${l?`true`:a}
          aria-describedby=${l?j(c):a}
          .value=${i}
          @input=${e=>o({unit:r,value:e.target.value})}
        />
        <select
          class="field"
          aria-label=${this.t(`builder.unit_of`,{name:t})}
          @change=${e=>o({unit:e.target.value,value:i})}
        >
          ${s.map(e=>n`<option value=${e} ?selected=${e===r}>${this.t(`unit.${e}`)}</option>`)}
        </select>
      </div>
      ${this.note(c,l)}
    </div>`}whole(e){return n`${this.note(e,this.of([e]))}`}input(e,t,r,i,o,s,c){let l=this.of([e,...o]);return n`<label class="labelled">
      <span>${t}</span>
      <input
        class="field"
        name=${e}
        inputmode=${s}
        autocomplete="off"
        spellcheck="false"
        list=${c??a}
        aria-invalid=${l?`true`:a}
        aria-describedby=${l?j(e):a}
        .value=${r}
        @input=${e=>i(e.target.value)}
      />
      ${this.note(e,l)}
    </label>`}of(e){for(let t of e)this.shown.add(t);return this.errors.filter(({path:t})=>e.includes(t)).map(({message:e})=>e).join(`; `)}note(e,t){return t?n`<span class="wrong" id=${j(e)} data-wrong=${e}>${t}</span>`:a}};function j(e){return`wrong-${e.replace(/\W+/g,`-`)}`}var M=c`
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
`,N=[`second`,`minute`,`hour`,`day`],P=[``,`BREAK_EVEN`,`FOLLOW_TAKE_PROFIT`,`PRICE`];function F(e,t,r,i){let o=(e,n,r,i,a)=>t.measured({percentage:`stop_loss.${g(e,`percentage`)}`,price:`stop_loss.${g(e,`price`)}`},n,r,i,e=>a(e.unit,e.value)),s=(n,a,o)=>t.select(`stop_loss.${n}`,e(`builder.stop_${n}`),r[n],o.map(t=>[t,f(e,a,t||`default`)]),e=>i({[n]:e})),c=n=>t.number(`stop_loss.${n}`,e(`builder.stop_${n}`),r[n],e=>i({[n]:e}));return n`<div class="stop">
    ${o(`stop`,e(`builder.stop_at`),r.unit,r.level,(e,t)=>i({unit:e,level:t}))}
    <details>
      <summary>${e(`builder.stop_more`)}</summary>
      <div class="pair">
        ${s(`order_type`,`stop_order`,[``,`STOP_LOSS_LIMIT`])}
        ${r.order_type===`STOP_LOSS_LIMIT`?o(`limit`,e(`builder.stop_limit`),r.limit_unit,r.limit,(e,t)=>i({limit_unit:e,limit:t})):a}
        ${c(`cool_down_amount`)}
        ${s(`cool_down_time_frame`,`time_frame`,N)}
        ${s(`cool_down_type`,`cool_down_type`,[``,`candle_close`])}
        ${o(`emergency_stop`,e(`builder.stop_emergency`),r.emergency_unit,r.emergency,(e,t)=>i({emergency_unit:e,emergency:t}))}
      </div>
    </details>
    <details>
      <summary>${e(`builder.stop_protection`)}</summary>
      <div class="pair">
        ${s(`protection_type`,`protection`,P)}
        ${r.protection_type===`PRICE`?n`${c(`trailing_percentage`)} ${c(`trailing_distance`)}`:a}
      </div>
    </details>
  </div>`}var I=class extends t{constructor(...e){super(...e),this.errors=[]}render(){let{form:e}=this,t=new A(this.ctx.t,this.errors),r=n`${this.renderWhat(t)}
    ${S(e)?this.renderMarket(t):a}
    ${v(e)?this.renderOpening(t):S(e)?this.renderChange(t):a}`,{rest:i}=t;return n`${r}
    ${i.length?n`<ul class="rest" data-rest>
          ${i.map(({path:e,message:t})=>n`<li><code>${e}</code> ${O(t)}</li>`)}
        </ul>`:a}`}updated(){for(let e of this.renderRoot.querySelectorAll(`details:not([open])`))e.querySelector(`[data-wrong]`)&&(e.open=!0)}shut(){for(let e of this.renderRoot.querySelectorAll(`details`))e.open=!1}renderWhat(e){let{t}=this.ctx,{form:r,hook:i}=this,a=i?.market_type===`linear`;if(r.kind===`strategy`)return n`${e.select(`transition`,t(`builder.transition`),r.transition,Object.keys(p).map(e=>[e,t(`transition.${e}`)]),e=>this.change({transition:e}))}
        <p class="soft small">${t(`builder.strategy_means`)}</p>`;let o=C.filter(e=>e!==`reverse`||a);return e.select(`action`,t(`builder.action`),r.action,o.map(e=>[e,f(t,`action`,e)]),e=>this.change({action:e,side:r.side||(e===`close`?``:`long`)}))}renderMarket(e){let{t}=this.ctx,{form:r,hook:o}=this,s=[`long`,`short`].map(e=>[e,t(`side.${e}`)]),c=v(r)?[]:[[``,t(`builder.any_side`)]];return n`<div class="pair">
      ${e.text(`symbol`,t(`builder.symbol`),r.symbol,e=>this.change({symbol:e}),`symbols`)}
      ${r.kind===`signal`?e.select(`side`,t(`builder.side`),r.side,[...c,...s],e=>this.change({side:e})):a}
      <datalist id="symbols">
        ${(o?.symbols??[]).map(e=>n`<option value=${e}>${i(e)}</option>`)}
      </datalist>
    </div>`}orderType(e,t){let{t:n}=this.ctx;return e.select(`order_type`,n(`builder.order_type`),this.form.order_type,[[``,t],...[`market`,`limit`].map(e=>[e,n(`order_type.${e}`)])],e=>this.change({order_type:e}))}renderChange(e){let{t}=this.ctx,{form:r}=this,i=`${r.action}_order`;return n`<div class="pair">
        ${w(r)?e.measured({quantity_percentage:`${i}.quantity_percentage`,quote_amount:`${i}.quote_amount`,base_amount:`${i}.base_amount`},t(`builder.${r.action}_by`),r.change_unit,r.change,({unit:e,value:t})=>this.change({change_unit:e,change:t})):a}
        ${this.orderType(e,t(r.action===`increase`?`builder.from_bot`:`builder.market_default`))}
        ${r.order_type===`limit`?e.number(w(r)?`${i}.price`:`price`,t(`builder.limit_price`),r.price,e=>this.change({price:e}),[`signal_price`]):a}
        ${e.text(`signal_id`,t(`builder.signal_id_of`),r.signal_id,e=>this.change({signal_id:e}))}
      </div>
      ${e.whole(i)}`}renderOpening(e){let{t}=this.ctx,{form:r,hook:i}=this;return n`<div class="pair">
        ${e.measured({quote_amount:`quote_amount`,base_amount:`base_amount`},t(`builder.size`),r.size_unit,r.size,({unit:e,value:t})=>this.change({size_unit:e,size:t}))}
        ${this.orderType(e,t(`builder.from_bot`))}
        ${e.number(`signal_price`,t(r.order_type===`limit`?`builder.limit_price`:`builder.signal_price`),r.signal_price,e=>this.change({signal_price:e}))}
        ${i?.market_type===`linear`?e.number(`leverage`,t(`builder.leverage`),r.leverage,e=>this.change({leverage:e})):a}
      </div>
      ${this.renderTargets(e)}
      ${this.section(e,`stop_loss`,()=>F(this.ctx.t,e,r.stop_loss,e=>this.change({stop_loss:{...this.form.stop_loss,...e}})))}
      ${this.renderDca(e)}
      <details>
        <summary>${t(`builder.more`)}</summary>
        ${this.renderMore(e)}
      </details>
      <p class="soft small">${t(`builder.left_empty`)}</p>`}renderTargets(e){let{t}=this.ctx,r=this.form.take_profit;return this.section(e,`take_profit`,()=>this.rows(e,`take_profit`,r,x,(i,o,s,c)=>n`
        ${this.level(e,o,t(`builder.profit_at`),i,s)}
        ${e.number(`${o}.position_percentage`,t(`builder.share`),i.position_percentage,e=>s({position_percentage:e}))}
        ${c===r.length-1?e.number(`${o}.trailing_distance`,t(`builder.trailing`),i.trailing_distance,e=>s({trailing_distance:e})):a}
      `))}renderDca(e){let{t}=this.ctx;return this.section(e,`dca_orders`,()=>this.rows(e,`dca_orders`,this.form.dca_orders,y,(r,i,a)=>n`
        ${this.level(e,i,t(`builder.distance`),r,a)}
        ${e.number(`${i}.quantity_percentage`,t(`builder.dca_size`),r.quantity_percentage,e=>a({quantity_percentage:e}))}
      `))}renderMore(e){let{t}=this.ctx,{form:r}=this,{condition:i,expiration:o}=r,s=[[``,t(`builder.from_bot`)],[`true`,t(`common.yes`)],[`false`,t(`common.no`)]];return n`<div class="pair">
        ${r.kind===`signal`?e.text(`signal_id`,t(`builder.signal_id`),r.signal_id,e=>this.change({signal_id:e})):a}
        ${e.select(`adjust_fee`,t(`builder.adjust_fee`),r.adjust_fee,s,e=>this.change({adjust_fee:e}))}
      </div>
      <h4>${t(`builder.condition`)}</h4>
      <div class="pair">
        ${e.number(`entry_condition.price`,t(`builder.condition_price`),i.price,e=>this.change({condition:{...i,price:e}}))}
        ${e.number(`entry_condition.time`,t(`builder.condition_time`),i.time,e=>this.change({condition:{...i,time:e}}))}
        ${e.select(`entry_condition.operator`,t(`builder.operator`),i.operator,[``,`OR`,`AND`].map(e=>[e,t(`operator.${e||`default`}`)]),e=>this.change({condition:{...i,operator:e}}))}
      </div>
      ${e.whole(`entry_condition`)}
      <h4>${t(`builder.expiration`)}</h4>
      <div class="pair">
        ${e.number(`entry_expiration.time`,t(`builder.expiration_time`),o.time,e=>this.change({expiration:{...o,time:e}}))}
        ${e.number(`entry_expiration.price`,t(`builder.expiration_price`),o.price,e=>this.change({expiration:{...o,price:e}}))}
      </div>
      ${e.whole(`entry_expiration`)}`}section(e,t,r){let{t:i}=this.ctx,o=this.form.origins[t];return n`<fieldset>
      <legend>${i(`builder.${t}`)}</legend>
      <select
        class="field"
        name=${t}
        aria-label=${i(`builder.origin_of`,{name:i(`builder.${t}`)})}
        @change=${e=>this.choose(t,e.target.value)}
      >
        ${[`bot`,`signal`,`none`].map(e=>n`<option value=${e} ?selected=${e===o}>${i(`origin.${e}`)}</option>`)}
      </select>
      ${o===`signal`?r():a} ${e.whole(t)}
    </fieldset>`}choose(e,t){let n={...this.form.origins,[e]:t},r={};t===`signal`&&e===`take_profit`&&!this.form.take_profit.length&&(r.take_profit=[x]),t===`signal`&&e===`dca_orders`&&!this.form.dca_orders.length&&(r.dca_orders=[y]),this.change({origins:n,...r})}level(e,t,n,r,i){return e.measured({percentage:`${t}.${g(`price`,`percentage`)}`,price:`${t}.price`},n,r.unit,r.level,({unit:e,value:t})=>i({unit:e,level:t}))}rows(e,t,r,i,a){let{t:o}=this.ctx,s=o(`builder.${t}`),c=e=>this.change({[t]:e});return n`<div class="rows">
        ${r.map((i,l)=>{let u=`${t}[${l}]`;return n`<div class="row" role="group" aria-label=${o(`builder.row`,{name:s,number:l+1})}>
            <div class="pair">${a(i,u,e=>c(r.map((t,n)=>n===l?{...t,...e}:t)),l)}</div>
            <button
              type="button"
              class="icon-button"
              aria-label=${o(`builder.remove_row`,{name:s,number:l+1})}
              @click=${()=>c(r.filter((e,t)=>t!==l))}
            >
              ×
            </button>
            ${e.whole(u)}
          </div>`})}
      </div>
      <button type="button" class="button outlined" @click=${()=>c([...r,i])}>
        ${o(`builder.add_${t}`)}
      </button>`}change(e){this.dispatchEvent(new CustomEvent(`form-changed`,{detail:e}))}static{this.styles=[o,M,c`
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
    `]}};r([e({attribute:!1})],I.prototype,`ctx`,void 0),r([e({attribute:!1})],I.prototype,`form`,void 0),r([e({attribute:!1})],I.prototype,`hook`,void 0),r([e({attribute:!1})],I.prototype,`errors`,void 0),I=r([u(`tradehook-signal-form`)],I);var L=c`
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
`,R=_,z=300,B=class extends t{constructor(...e){super(...e),this.accounts=[],this.only=``,this.chosen=``,this.form=R,this.secret=``,this.curl=!1,this.judged=!0,this.stale=!1,this.busy=!1,this.error=``,this.candles=[],this.asked=0,this.world=``,this.giving=!1,this.following=``}get bots(){return this.accounts.flatMap(e=>e.loaded?e.bots.filter(({bot_id:e,manual:t})=>!t&&(!this.only||e===this.only)).map(t=>({account:e,bot:t})):[])}get picked(){return this.bots.find(({bot:e})=>e.bot_id===this.chosen)}disconnectedCallback(){super.disconnectedCallback(),this.secret=``,clearTimeout(this.timer),this.unfollow()}willUpdate(e){let t=this.bots[0];!this.picked&&t&&this.pick(t.bot.bot_id);let{bot:n,account:r}=this.picked??{},i=JSON.stringify([n?.bot_id,n?.status,n?.open_positions,r?.trading_enabled]);i!==this.world&&this.judged&&!this.giving&&this.hook&&this.change({},0),this.world=i}async pick(e){this.chosen=e,this.hook=this.answer=void 0,this.error=``;let{picked:t}=this;if(t)try{let n=await this.ctx.api.webhook(t.account.account,e);if(this.chosen!==e)return;this.hook=n;let r=n.symbols.includes(this.form.symbol),i=n.market_type!==`linear`&&this.form.action===`reverse`?`open`:this.form.action;this.change({action:i,...!r&&{symbol:this.usual}},0)}catch(e){this.error=l(e)}}render(){let{t:e}=this.ctx;return this.bots.length?n`<div class="columns">
      <form class="card" @submit=${e=>e.preventDefault()}>
        <div class="bar">
          <h2>${e(`builder.signal`)}</h2>
          ${this.renderKind()}
        </div>
        ${this.only?a:this.renderBots()}
        <tradehook-signal-form
          .ctx=${this.ctx}
          .form=${this.form}
          .hook=${this.hook}
          .errors=${this.answer?.body.errors??[]}
          @form-changed=${e=>this.change(e.detail)}
        ></tradehook-signal-form>
        <button type="button" class="button plain afresh" @click=${this.clear}>${e(`builder.clear`)}</button>
      </form>
      <div class="side">${this.renderVerdict()} ${this.renderMessage()}</div>
    </div>`:n`<div class="card empty">
        <h2>${e(`builder.none`)}</h2>
        <p class="soft">${e(`overview.no_bots`)}</p>
      </div>`}renderKind(){let{t:e}=this.ctx;return n`<div class="segments" role="group" aria-label=${e(`builder.kind`)}>
      ${[`signal`,`strategy`].map(t=>n`<button
          type="button"
          aria-pressed=${String(this.form.kind===t)}
          @click=${()=>this.change({kind:t,chart_market:t===`strategy`})}
        >
          ${e(`builder.kind_${t}`)}
        </button>`)}
    </div>`}renderBots(){let{t:e}=this.ctx;return n`<label class="labelled">
      <span>${e(`builder.bot`)}</span>
      <select
        class="field"
        name="bot"
        @change=${e=>void this.pick(e.target.value)}
      >
        ${this.bots.map(({bot:e,account:t})=>n`<option value=${e.bot_id} ?selected=${e.bot_id===this.chosen}>
            ${e.name} · ${t.name}
          </option>`)}
      </select>
    </label>`}renderVerdict(){let{t:e}=this.ctx;return n`<section class="card" data-stale=${String(this.stale)} aria-busy=${String(this.stale)}>
      <h2>${e(this.judged?`builder.verdict`:`builder.answer`)}</h2>
      <div role="status" class="status">
        ${this.error?n`<p class="error">${this.error}</p>`:a}
        ${this.answer?n`<tradehook-answer
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.form}
              .candles=${this.candles}
              .account=${this.picked?.account.account??``}
              ?judged=${this.judged}
              ?brief=${this.judged}
            ></tradehook-answer>`:this.error?a:n`<p class="soft">${e(`common.loading`)}</p>`}
      </div>
      <div class="actions">
        <button class="button outlined" ?disabled=${this.busy||!this.hook} @click=${this.test}>
          ${this.busy?e(`common.working`):e(`builder.test`)}
        </button>
        ${this.form.kind===`signal`?n`<button class="button" ?disabled=${this.busy||!this.hook||!this.sendable} @click=${this.send}>
              ${e(`builder.send`)}
            </button>`:a}
      </div>
    </section>`}renderMessage(){let{t:e}=this.ctx,{form:t}=this,r=r=>n`<label class="tick">
      <input
        type="checkbox"
        name=${r}
        .checked=${t[r]}
        @change=${e=>this.change({[r]:e.target.checked})}
      />
      <span>${e(`builder.${r}`)}</span>
    </label>`;return n`<section class="card">
      <h2>${e(`builder.message`)}</h2>
      <label class="labelled">
        <span>${e(`builder.url`)}</span>
        <textarea class="field mono" id="url" rows="2" readonly dir="ltr" .value=${this.hook?.url??``}></textarea>
      </label>
      <label class="labelled">
        <span>${e(`builder.secret`)}</span>
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
      ${this.curl?a:n`${S(t)?r(`chart_market`):a} ${r(`timestamp`)}`}
      <label class="labelled">
        <span>${e(this.curl?`builder.as_curl`:`builder.as_message`)}</span>
        <textarea class="field mono" id="message" rows="12" readonly dir="ltr" .value=${this.text}></textarea>
      </label>
      <div class="actions">
        <button class="button plain" @click=${()=>this.curl=!this.curl}>
          ${e(this.curl?`builder.show_message`:`builder.show_curl`)}
        </button>
        <button class="button outlined" @click=${()=>this.copy(`url`)}>${e(`builder.copy_url`)}</button>
        <button class="button" @click=${()=>this.copy(`message`)}>
          ${e(this.curl?`builder.copy_curl`:`builder.copy_message`)}
        </button>
      </div>
    </section>`}get text(){let{hook:e,form:t}=this;if(!e)return``;let n=this.secret||this.ctx.t(`builder.secret_here`);return this.curl?b(t,e,n):m(t,e.exchange,e.api_key,n)}get usual(){let e=this.hook?.symbols??[];return e.find(e=>e.endsWith(`_BTC`))??e[0]??``}clear(){this.asked+=1,this.answer=void 0,this.renderRoot.querySelector(`tradehook-signal-form`)?.shut(),this.change({..._,symbol:this.usual},0)}change(e,t=z){this.form=R={...this.form,...e},this.stale=!0,clearTimeout(this.timer),this.timer=setTimeout(()=>void this.check(),t)}get signal(){return h(this.form,this.hook?.exchange??``)}async check(){let{picked:e}=this;if(!e||!this.hook)return;this.asked+=1;let{asked:t}=this;try{let n=await this.ctx.api.checkSignal(e.account.account,e.bot.bot_id,this.signal);if(t!==this.asked)return;this.show(n,!0)}catch(e){t===this.asked&&(this.error=l(e))}}show(e,t){let{market:n,currency:r,equity:i,free_balance:a}=this.answer??{};this.answer={market:n??null,equity:i??null,free_balance:a??null,currency:r??``,...e},this.judged=t,this.stale=!1,this.error=``;let o=e.body.plan,s=o?E(o).symbol:void 0;s&&this.follow(s)}async follow(e){let t=this.picked?.account.account??``,n=`${t} ${e}`;if(this.following===n)return;this.unfollow(),this.following=n;let r=await this.ctx.api.market(t,e,5,e=>{this.following===n&&(this.candles=d(this.candles,e))});this.following===n?this.end=r:r()}unfollow(){this.end?.(),this.end=void 0,this.following=``,this.candles=[]}async copy(e){let t=this.renderRoot.querySelector(`#${e}`);await D(t)&&this.ctx.say(this.ctx.t(`common.copied`))}async test(){this.busy=!0;try{this.show(await this.give({...this.signal,test:!0}),!1),this.ctx.say(this.ctx.t(`builder.tested`))}catch(e){this.error=l(e)}finally{this.busy=!1}}get sendable(){let{answer:e}=this;return!!e&&!this.stale&&!(this.judged&&e.status>=300)}send(){let{t:e,format:t}=this.ctx,{signal:n,picked:r,form:a,answer:o}=this,s=a.side?` ${e(`side.${a.side}`)}`:``,c=`${f(e,`action`,a.action)}${S(a)?` ${i(a.symbol)}${s}`:``}`;this.ctx.ask({title:e(`builder.send_title`),purse:k(r?.account),text:e(`builder.send_text`,{what:c,name:r?.bot.name??``}),facts:o?T(e,t,o):[],confirm:e(`builder.send`),act:async()=>{let t=await this.give(n);if(this.show(t,!1),t.status>=300)throw Error(t.body.error??t.body.status);return e(t.body.status===`duplicate`?`builder.duplicate`:`builder.sent`)}})}async give(e){let{picked:t}=this;if(!t)throw Error(this.ctx.t(`builder.none`));clearTimeout(this.timer),this.asked+=1,this.giving=!0;try{return await this.ctx.api.sendSignal(t.account.account,t.bot.bot_id,e)}finally{setTimeout(()=>this.giving=!1)}}static{this.styles=[o,L]}};r([e({attribute:!1})],B.prototype,`ctx`,void 0),r([e({attribute:!1})],B.prototype,`accounts`,void 0),r([e()],B.prototype,`only`,void 0),r([s()],B.prototype,`chosen`,void 0),r([s()],B.prototype,`hook`,void 0),r([s()],B.prototype,`form`,void 0),r([s()],B.prototype,`secret`,void 0),r([s()],B.prototype,`curl`,void 0),r([s()],B.prototype,`answer`,void 0),r([s()],B.prototype,`judged`,void 0),r([s()],B.prototype,`stale`,void 0),r([s()],B.prototype,`busy`,void 0),r([s()],B.prototype,`error`,void 0),r([s()],B.prototype,`candles`,void 0),B=r([u(`tradehook-builder`)],B);export{B as BuilderView};
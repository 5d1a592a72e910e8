import{d as e,f as t,g as n,m as r,n as i,p as a,r as o,s,t as c,y as l}from"./styles.js";import{i as u}from"./live-host.js";import{i as d}from"./candles.js";import{i as f}from"./localize.js";import{a as p,c as m,d as h,f as g,i as _,l as v,n as y,o as b,r as x,s as S,t as C,u as w}from"./message.js";import"./answer.js";import{l as T}from"./actions.js";import{t as E}from"./sentence.js";import{n as D,r as O}from"./plan.js";import{n as k}from"./purse.js";var A=class{constructor(e,t){this.t=e,this.errors=t,this.shown=new Set}get rest(){return this.errors.filter(({path:e})=>!this.shown.has(e))}number(e,t,n,r,i=[]){return this.input(e,t,n,r,i,`decimal`)}text(e,t,n,r,i){return this.input(e,t,n,r,[],`text`,i)}select(e,t,i,a,o){let s=this.of([e]);return n`<label class="labelled">
      <span>${t}</span>
      <select
        class="field"
        name=${e}
        aria-invalid=${s?`true`:r}
        aria-describedby=${s?j(e):r}
        @change=${e=>o(e.target.value)}
      >
        ${a.map(([e,t])=>n`<option value=${e} ?selected=${e===i}>${t}</option>`)}
      </select>
      ${this.note(e,s)}
    </label>`}measured(e,t,i,a,o){let s=Object.keys(e),c=e[i],l=this.of([...new Set(Object.values(e))]);return n`<div class="labelled measured">
      <span aria-hidden="true">${t}</span>
      <div>
        <input
          class="field"
          name=${c}
          inputmode="decimal"
          autocomplete="off"
          aria-label=${t}
          aria-invalid=${l?`true`:r}
          aria-describedby=${l?j(c):r}
          .value=${a}
          @input=${e=>o({unit:i,value:e.target.value})}
        />
        <select
          class="field"
          aria-label=${this.t(`builder.unit_of`,{name:t})}
          @change=${e=>o({unit:e.target.value,value:a})}
        >
          ${s.map(e=>n`<option value=${e} ?selected=${e===i}>${this.t(`unit.${e}`)}</option>`)}
        </select>
      </div>
      ${this.note(c,l)}
    </div>`}whole(e){return n`${this.note(e,this.of([e]))}`}input(e,t,i,a,o,s,c){let l=this.of([e,...o]);return n`<label class="labelled">
      <span>${t}</span>
      <input
        class="field"
        name=${e}
        inputmode=${s}
        autocomplete="off"
        spellcheck="false"
        list=${c??r}
        aria-invalid=${l?`true`:r}
        aria-describedby=${l?j(e):r}
        .value=${i}
        @input=${e=>a(e.target.value)}
      />
      ${this.note(e,l)}
    </label>`}of(e){for(let t of e)this.shown.add(t);return this.errors.filter(({path:t})=>e.includes(t)).map(({message:e})=>e).join(`; `)}note(e,t){return t?n`<span class="wrong" id=${j(e)} data-wrong=${e}>${t}</span>`:r}};function j(e){return`wrong-${e.replace(/\W+/g,`-`)}`}var M=l`
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
`,N=[`second`,`minute`,`hour`,`day`],P=[``,`BREAK_EVEN`,`FOLLOW_TAKE_PROFIT`,`PRICE`];function F(e,t,i,a){let o=(e,n,r,i,a)=>t.measured({percentage:`stop_loss.${g(e,`percentage`)}`,price:`stop_loss.${g(e,`price`)}`},n,r,i,e=>a(e.unit,e.value)),s=(n,r,o)=>t.select(`stop_loss.${n}`,e(`builder.stop_${n}`),i[n],o.map(t=>[t,f(e,r,t||`default`)]),e=>a({[n]:e})),c=n=>t.number(`stop_loss.${n}`,e(`builder.stop_${n}`),i[n],e=>a({[n]:e}));return n`<div class="stop">
    ${o(`stop`,e(`builder.stop_at`),i.unit,i.level,(e,t)=>a({unit:e,level:t}))}
    <details>
      <summary>${e(`builder.stop_more`)}</summary>
      <div class="pair">
        ${s(`order_type`,`stop_order`,[``,`STOP_LOSS_LIMIT`])}
        ${i.order_type===`STOP_LOSS_LIMIT`?o(`limit`,e(`builder.stop_limit`),i.limit_unit,i.limit,(e,t)=>a({limit_unit:e,limit:t})):r}
        ${c(`cool_down_amount`)}
        ${s(`cool_down_time_frame`,`time_frame`,N)}
        ${s(`cool_down_type`,`cool_down_type`,[``,`candle_close`])}
        ${o(`emergency_stop`,e(`builder.stop_emergency`),i.emergency_unit,i.emergency,(e,t)=>a({emergency_unit:e,emergency:t}))}
      </div>
    </details>
    <details>
      <summary>${e(`builder.stop_protection`)}</summary>
      <div class="pair">
        ${s(`protection_type`,`protection`,P)}
        ${i.protection_type===`PRICE`?n`${c(`trailing_percentage`)} ${c(`trailing_distance`)}`:r}
      </div>
    </details>
  </div>`}var I=class extends a{constructor(...e){super(...e),this.errors=[]}render(){let{form:e}=this,t=new A(this.ctx.t,this.errors),i=n`${this.renderWhat(t)}
    ${S(e)?this.renderMarket(t):r}
    ${v(e)?this.renderOpening(t):S(e)?this.renderChange(t):r}`,{rest:a}=t;return n`${i}
    ${a.length?n`<ul class="rest" data-rest>
          ${a.map(({path:e,message:t})=>n`<li><code>${e}</code> ${E(t)}</li>`)}
        </ul>`:r}`}updated(){for(let e of this.renderRoot.querySelectorAll(`details:not([open])`))e.querySelector(`[data-wrong]`)&&(e.open=!0)}shut(){for(let e of this.renderRoot.querySelectorAll(`details`))e.open=!1}renderWhat(e){let{t}=this.ctx,{form:r,hook:i}=this,a=i?.market_type===`linear`;if(r.kind===`strategy`)return n`${e.select(`transition`,t(`builder.transition`),r.transition,Object.keys(p).map(e=>[e,t(`transition.${e}`)]),e=>this.change({transition:e}))}
        <p class="soft small">${t(`builder.strategy_means`)}</p>`;let o=C.filter(e=>e!==`reverse`||a);return e.select(`action`,t(`builder.action`),r.action,o.map(e=>[e,f(t,`action`,e)]),e=>this.change({action:e,side:r.side||(e===`close`?``:`long`)}))}renderMarket(e){let{t}=this.ctx,{form:i,hook:a}=this,o=[`long`,`short`].map(e=>[e,t(`side.${e}`)]),c=v(i)?[]:[[``,t(`builder.any_side`)]];return n`<div class="pair">
      ${e.text(`symbol`,t(`builder.symbol`),i.symbol,e=>this.change({symbol:e}),`symbols`)}
      ${i.kind===`signal`?e.select(`side`,t(`builder.side`),i.side,[...c,...o],e=>this.change({side:e})):r}
      <datalist id="symbols">
        ${(a?.symbols??[]).map(e=>n`<option value=${e}>${s(e)}</option>`)}
      </datalist>
    </div>`}orderType(e,t){let{t:n}=this.ctx;return e.select(`order_type`,n(`builder.order_type`),this.form.order_type,[[``,t],...[`market`,`limit`].map(e=>[e,n(`order_type.${e}`)])],e=>this.change({order_type:e}))}renderChange(e){let{t}=this.ctx,{form:i}=this,a=`${i.action}_order`;return n`<div class="pair">
        ${w(i)?e.measured({quantity_percentage:`${a}.quantity_percentage`,quote_amount:`${a}.quote_amount`,base_amount:`${a}.base_amount`},t(`builder.${i.action}_by`),i.change_unit,i.change,({unit:e,value:t})=>this.change({change_unit:e,change:t})):r}
        ${this.orderType(e,t(i.action===`increase`?`builder.from_bot`:`builder.market_default`))}
        ${i.order_type===`limit`?e.number(w(i)?`${a}.price`:`price`,t(`builder.limit_price`),i.price,e=>this.change({price:e}),[`signal_price`]):r}
        ${e.text(`signal_id`,t(`builder.signal_id_of`),i.signal_id,e=>this.change({signal_id:e}))}
      </div>
      ${e.whole(a)}`}renderOpening(e){let{t}=this.ctx,{form:i,hook:a}=this;return n`<div class="pair">
        ${e.measured({quote_amount:`quote_amount`,base_amount:`base_amount`},t(`builder.size`),i.size_unit,i.size,({unit:e,value:t})=>this.change({size_unit:e,size:t}))}
        ${this.orderType(e,t(`builder.from_bot`))}
        ${e.number(`signal_price`,t(i.order_type===`limit`?`builder.limit_price`:`builder.signal_price`),i.signal_price,e=>this.change({signal_price:e}))}
        ${a?.market_type===`linear`?e.number(`leverage`,t(`builder.leverage`),i.leverage,e=>this.change({leverage:e})):r}
      </div>
      ${this.renderTargets(e)}
      ${this.section(e,`stop_loss`,()=>F(this.ctx.t,e,i.stop_loss,e=>this.change({stop_loss:{...this.form.stop_loss,...e}})))}
      ${this.renderDca(e)}
      <details>
        <summary>${t(`builder.more`)}</summary>
        ${this.renderMore(e)}
      </details>
      <p class="soft small">${t(`builder.left_empty`)}</p>`}renderTargets(e){let{t}=this.ctx,i=this.form.take_profit;return this.section(e,`take_profit`,()=>this.rows(e,`take_profit`,i,x,(a,o,s,c)=>n`
        ${this.level(e,o,t(`builder.profit_at`),a,s)}
        ${e.number(`${o}.position_percentage`,t(`builder.share`),a.position_percentage,e=>s({position_percentage:e}))}
        ${c===i.length-1?e.number(`${o}.trailing_distance`,t(`builder.trailing`),a.trailing_distance,e=>s({trailing_distance:e})):r}
      `))}renderDca(e){let{t}=this.ctx;return this.section(e,`dca_orders`,()=>this.rows(e,`dca_orders`,this.form.dca_orders,y,(r,i,a)=>n`
        ${this.level(e,i,t(`builder.distance`),r,a)}
        ${e.number(`${i}.quantity_percentage`,t(`builder.dca_size`),r.quantity_percentage,e=>a({quantity_percentage:e}))}
      `))}renderMore(e){let{t}=this.ctx,{form:i}=this,{condition:a,expiration:o}=i,s=[[``,t(`builder.from_bot`)],[`true`,t(`common.yes`)],[`false`,t(`common.no`)]];return n`<div class="pair">
        ${i.kind===`signal`?e.text(`signal_id`,t(`builder.signal_id`),i.signal_id,e=>this.change({signal_id:e})):r}
        ${e.select(`adjust_fee`,t(`builder.adjust_fee`),i.adjust_fee,s,e=>this.change({adjust_fee:e}))}
      </div>
      <h4>${t(`builder.condition`)}</h4>
      <div class="pair">
        ${e.number(`entry_condition.price`,t(`builder.condition_price`),a.price,e=>this.change({condition:{...a,price:e}}))}
        ${e.number(`entry_condition.time`,t(`builder.condition_time`),a.time,e=>this.change({condition:{...a,time:e}}))}
        ${e.select(`entry_condition.operator`,t(`builder.operator`),a.operator,[``,`OR`,`AND`].map(e=>[e,t(`operator.${e||`default`}`)]),e=>this.change({condition:{...a,operator:e}}))}
      </div>
      ${e.whole(`entry_condition`)}
      <h4>${t(`builder.expiration`)}</h4>
      <div class="pair">
        ${e.number(`entry_expiration.time`,t(`builder.expiration_time`),o.time,e=>this.change({expiration:{...o,time:e}}))}
        ${e.number(`entry_expiration.price`,t(`builder.expiration_price`),o.price,e=>this.change({expiration:{...o,price:e}}))}
      </div>
      ${e.whole(`entry_expiration`)}`}section(e,t,i){let{t:a}=this.ctx,o=this.form.origins[t];return n`<fieldset>
      <legend>${a(`builder.${t}`)}</legend>
      <select
        class="field"
        name=${t}
        aria-label=${a(`builder.origin_of`,{name:a(`builder.${t}`)})}
        @change=${e=>this.choose(t,e.target.value)}
      >
        ${[`bot`,`signal`,`none`].map(e=>n`<option value=${e} ?selected=${e===o}>${a(`origin.${e}`)}</option>`)}
      </select>
      ${o===`signal`?i():r} ${e.whole(t)}
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
      </button>`}change(e){this.dispatchEvent(new CustomEvent(`form-changed`,{detail:e}))}static{this.styles=[c,M,l`
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
    `]}};o([t({attribute:!1})],I.prototype,`ctx`,void 0),o([t({attribute:!1})],I.prototype,`form`,void 0),o([t({attribute:!1})],I.prototype,`hook`,void 0),o([t({attribute:!1})],I.prototype,`errors`,void 0),I=o([i(`tradehook-signal-form`)],I);var L=l`
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
`,R=_;function z(e){let t=e?.body.plan;return(t&&O(t).symbol)??void 0}var B=300,V=class extends a{constructor(...e){super(...e),this.accounts=[],this.only=``,this.chosen=``,this.form=R,this.secret=``,this.curl=!1,this.judged=!0,this.stale=!1,this.busy=!1,this.error=``,this.candles=[],this.asked=0,this.world=``,this.giving=!1,this.following=``}get bots(){return this.accounts.flatMap(e=>e.loaded?e.bots.filter(({bot_id:e,manual:t})=>!t&&(!this.only||e===this.only)).map(t=>({account:e,bot:t})):[])}get picked(){return this.bots.find(({bot:e})=>e.bot_id===this.chosen)}disconnectedCallback(){super.disconnectedCallback(),this.secret=``,clearTimeout(this.timer),this.unfollow()}willUpdate(e){let t=this.bots[0];!this.picked&&t&&this.pick(t.bot.bot_id);let{bot:n,account:r}=this.picked??{},i=JSON.stringify([n?.bot_id,n?.status,n?.open_positions,r?.trading_enabled]);i!==this.world&&this.judged&&!this.giving&&this.hook&&this.change({},0),this.world=i}async pick(e){this.chosen=e,this.hook=this.answer=void 0,this.error=``;let{picked:t}=this;if(t)try{let n=await this.ctx.api.webhook(t.account.account,e);if(this.chosen!==e)return;this.hook=n;let r=n.symbols.includes(this.form.symbol),i=n.market_type!==`linear`&&this.form.action===`reverse`?`open`:this.form.action;this.change({action:i,...!r&&{symbol:this.usual}},0)}catch(e){this.error=u(e)}}render(){let{t:e}=this.ctx;return this.bots.length?n`<div class="columns">
      <form class="card" @submit=${e=>e.preventDefault()}>
        <div class="bar">
          <h2>${e(`builder.signal`)}</h2>
          ${this.renderKind()}
        </div>
        ${this.only?r:this.renderBots()}
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
        ${this.error?n`<p class="error">${this.error}</p>`:r}
        ${this.answer?n`<tradehook-answer
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.form}
              .candles=${this.candles}
              .account=${this.picked?.account.account??``}
              ?judged=${this.judged}
              ?brief=${this.judged}
            ></tradehook-answer>`:this.error?r:n`<p class="soft">${e(`common.loading`)}</p>`}
      </div>
      <div class="actions">
        <button class="button outlined" ?disabled=${this.busy||!this.hook} @click=${this.test}>
          ${this.busy?e(`common.working`):e(`builder.test`)}
        </button>
        ${this.form.kind===`signal`?n`<button class="button" ?disabled=${this.busy||!this.hook||!this.sendable} @click=${this.send}>
              ${e(`builder.send`)}
            </button>`:r}
      </div>
    </section>`}renderMessage(){let{t:e}=this.ctx,{form:t}=this,i=r=>n`<label class="tick">
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
      ${this.curl?r:n`${S(t)?i(`chart_market`):r} ${i(`timestamp`)}`}
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
    </section>`}get text(){let{hook:e,form:t}=this;if(!e)return``;let n=this.secret||this.ctx.t(`builder.secret_here`);return this.curl?b(t,e,n):m(t,e.exchange,e.api_key,n)}get usual(){let e=this.hook?.symbols??[];return e.find(e=>e.endsWith(`_BTC`))??e[0]??``}clear(){this.asked+=1,this.answer=void 0,this.renderRoot.querySelector(`tradehook-signal-form`)?.shut(),this.change({..._,symbol:this.usual},0)}change(e,t=B){this.form=R={...this.form,...e},this.stale=!0,clearTimeout(this.timer),this.timer=setTimeout(()=>void this.check(),t)}get signal(){return h(this.form,this.hook?.exchange??``)}async check(){let{picked:e}=this;if(!e||!this.hook)return;this.asked+=1;let{asked:t}=this;try{let n=await this.ctx.api.checkSignal(e.account.account,e.bot.bot_id,this.signal);if(t!==this.asked)return;this.show(n,!0)}catch(e){t===this.asked&&(this.error=u(e))}}show(e,t){let{market:n,currency:r,equity:i,free_balance:a}=this.answer??{},o=z(this.answer)===z(e);this.answer={market:o&&n||null,equity:i??null,free_balance:a??null,currency:r??``,...e},this.judged=t,this.stale=!1,this.error=``;let s=e.body.plan,c=s?O(s).symbol:void 0;c&&this.follow(c)}async follow(e){let t=this.picked?.account.account??``,n=`${t} ${e}`;if(this.following===n)return;this.unfollow(),this.following=n;let r=await this.ctx.api.market(t,e,5,e=>{this.following===n&&(this.candles=d(this.candles,e))});this.following===n?this.end=r:r()}unfollow(){this.end?.(),this.end=void 0,this.following=``,this.candles=[]}async copy(e){let t=this.renderRoot.querySelector(`#${e}`);await T(t)&&this.ctx.say(this.ctx.t(`common.copied`))}async test(){this.busy=!0;try{this.show(await this.give({...this.signal,test:!0}),!1),this.ctx.say(this.ctx.t(`builder.tested`))}catch(e){this.error=u(e)}finally{this.busy=!1}}get sendable(){let{answer:e}=this;return!!e&&!this.stale&&!(this.judged&&e.status>=300)}send(){let{t:e,format:t}=this.ctx,{signal:n,picked:r,form:i,answer:a}=this,o=i.side?` ${e(`side.${i.side}`)}`:``,c=`${f(e,`action`,i.action)}${S(i)?` ${s(i.symbol)}${o}`:``}`;this.ctx.ask({title:e(`builder.send_title`),purse:k(r?.account),text:e(`builder.send_text`,{what:c,name:r?.bot.name??``}),facts:a?D(e,t,a):[],confirm:e(`builder.send`),act:async()=>{let t=await this.give(n);if(this.show(t,!1),t.status>=300)throw Error(t.body.error??t.body.status);return e(t.body.status===`duplicate`?`builder.duplicate`:`builder.sent`)}})}async give(e){let{picked:t}=this;if(!t)throw Error(this.ctx.t(`builder.none`));clearTimeout(this.timer),this.asked+=1,this.giving=!0;try{return await this.ctx.api.sendSignal(t.account.account,t.bot.bot_id,e)}finally{setTimeout(()=>this.giving=!1)}}static{this.styles=[c,L]}};o([t({attribute:!1})],V.prototype,`ctx`,void 0),o([t({attribute:!1})],V.prototype,`accounts`,void 0),o([t()],V.prototype,`only`,void 0),o([e()],V.prototype,`chosen`,void 0),o([e()],V.prototype,`hook`,void 0),o([e()],V.prototype,`form`,void 0),o([e()],V.prototype,`secret`,void 0),o([e()],V.prototype,`curl`,void 0),o([e()],V.prototype,`answer`,void 0),o([e()],V.prototype,`judged`,void 0),o([e()],V.prototype,`stale`,void 0),o([e()],V.prototype,`busy`,void 0),o([e()],V.prototype,`error`,void 0),o([e()],V.prototype,`candles`,void 0),V=o([i(`tradehook-builder`)],V);export{V as BuilderView};
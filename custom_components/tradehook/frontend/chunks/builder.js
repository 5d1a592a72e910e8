import{a as e,g as t,h as n,m as r,n as i,p as a,s as o,t as s,u as c,v as l,x as u}from"./styles.js";import{n as d}from"./candles.js";import{i as f}from"./localize.js";import{a as p,c as m,d as h,f as g,i as _,l as v,n as y,o as b,r as x,s as S,t as C,u as w}from"./message.js";import{n as T,r as E}from"./answer.js";import{l as D}from"./no-stop.js";import{t as O}from"./sentence.js";import{n as k}from"./purse.js";var A=class{constructor(e,t){this.t=e,this.errors=t,this.shown=new Set}get rest(){return this.errors.filter(({path:e})=>!this.shown.has(e))}number(e,t,n,r,i=[]){return this.input(e,t,n,r,i,`decimal`)}text(e,t,n,r,i){return this.input(e,t,n,r,[],`text`,i)}select(e,n,r,i,a){let o=this.of([e]);return l`<label class="labelled">
      <span>${n}</span>
      <select
        class="field"
        name=${e}
        aria-invalid=${o?`true`:t}
        aria-describedby=${o?j(e):t}
        @change=${e=>a(e.target.value)}
      >
        ${i.map(([e,t])=>l`<option value=${e} ?selected=${e===r}>${t}</option>`)}
      </select>
      ${this.note(e,o)}
    </label>`}measured(e,n,r,i,a){let o=Object.keys(e),s=e[r],c=this.of([...new Set(Object.values(e))]);return l`<div class="labelled measured">
      <span aria-hidden="true">${n}</span>
      <div>
        <input
          class="field"
          name=${s}
          inputmode="decimal"
          autocomplete="off"
          aria-label=${n}
          aria-invalid=${c?`true`:t}
          aria-describedby=${c?j(s):t}
          .value=${i}
          @input=${e=>a({unit:r,value:e.target.value})}
        />
        <select
          class="field"
          aria-label=${this.t(`builder.unit_of`,{name:n})}
          @change=${e=>a({unit:e.target.value,value:i})}
        >
          ${o.map(e=>l`<option value=${e} ?selected=${e===r}>${this.t(`unit.${e}`)}</option>`)}
        </select>
      </div>
      ${this.note(s,c)}
    </div>`}whole(e){return l`${this.note(e,this.of([e]))}`}input(e,n,r,i,a,o,s){let c=this.of([e,...a]);return l`<label class="labelled">
      <span>${n}</span>
      <input
        class="field"
        name=${e}
        inputmode=${o}
        autocomplete="off"
        spellcheck="false"
        list=${s??t}
        aria-invalid=${c?`true`:t}
        aria-describedby=${c?j(e):t}
        .value=${r}
        @input=${e=>i(e.target.value)}
      />
      ${this.note(e,c)}
    </label>`}of(e){for(let t of e)this.shown.add(t);return this.errors.filter(({path:t})=>e.includes(t)).map(({message:e})=>e).join(`; `)}note(e,n){return n?l`<span class="wrong" id=${j(e)} data-wrong=${e}>${n}</span>`:t}};function j(e){return`wrong-${e.replace(/\W+/g,`-`)}`}var M=u`
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
`,N=[`second`,`minute`,`hour`,`day`],P=[``,`BREAK_EVEN`,`FOLLOW_TAKE_PROFIT`,`PRICE`];function F(e,n,r,i){let a=(e,t,r,i,a)=>n.measured({percentage:`stop_loss.${g(e,`percentage`)}`,price:`stop_loss.${g(e,`price`)}`},t,r,i,e=>a(e.unit,e.value)),o=(t,a,o)=>n.select(`stop_loss.${t}`,e(`builder.stop_${t}`),r[t],o.map(t=>[t,f(e,a,t||`default`)]),e=>i({[t]:e})),s=t=>n.number(`stop_loss.${t}`,e(`builder.stop_${t}`),r[t],e=>i({[t]:e}));return l`<div class="stop">
    ${a(`stop`,e(`builder.stop_at`),r.unit,r.level,(e,t)=>i({unit:e,level:t}))}
    <details>
      <summary>${e(`builder.stop_more`)}</summary>
      <div class="pair">
        ${o(`order_type`,`stop_order`,[``,`STOP_LOSS_LIMIT`])}
        ${r.order_type===`STOP_LOSS_LIMIT`?a(`limit`,e(`builder.stop_limit`),r.limit_unit,r.limit,(e,t)=>i({limit_unit:e,limit:t})):t}
        ${s(`cool_down_amount`)}
        ${o(`cool_down_time_frame`,`time_frame`,N)}
        ${o(`cool_down_type`,`cool_down_type`,[``,`candle_close`])}
        ${a(`emergency_stop`,e(`builder.stop_emergency`),r.emergency_unit,r.emergency,(e,t)=>i({emergency_unit:e,emergency:t}))}
      </div>
    </details>
    <details>
      <summary>${e(`builder.stop_protection`)}</summary>
      <div class="pair">
        ${o(`protection_type`,`protection`,P)}
        ${r.protection_type===`PRICE`?l`${s(`trailing_percentage`)} ${s(`trailing_distance`)}`:t}
      </div>
    </details>
  </div>`}var I=class extends n{constructor(...e){super(...e),this.errors=[]}render(){let{form:e}=this,n=new A(this.ctx.t,this.errors),r=l`${this.renderWhat(n)}
    ${S(e)?this.renderMarket(n):t}
    ${v(e)?this.renderOpening(n):S(e)?this.renderChange(n):t}`,{rest:i}=n;return l`${r}
    ${i.length?l`<ul class="rest" data-rest>
          ${i.map(({path:e,message:t})=>l`<li><code>${e}</code> ${O(t)}</li>`)}
        </ul>`:t}`}updated(){for(let e of this.renderRoot.querySelectorAll(`details:not([open])`))e.querySelector(`[data-wrong]`)&&(e.open=!0)}shut(){for(let e of this.renderRoot.querySelectorAll(`details`))e.open=!1}renderWhat(e){let{t}=this.ctx,{form:n,hook:r}=this,i=r?.market_type===`linear`;if(n.kind===`strategy`)return l`${e.select(`transition`,t(`builder.transition`),n.transition,Object.keys(p).map(e=>[e,t(`transition.${e}`)]),e=>this.change({transition:e}))}
        <p class="soft small">${t(`builder.strategy_means`)}</p>`;let a=C.filter(e=>e!==`reverse`||i);return e.select(`action`,t(`builder.action`),n.action,a.map(e=>[e,f(t,`action`,e)]),e=>this.change({action:e,side:n.side||(e===`close`?``:`long`)}))}renderMarket(e){let{t:n}=this.ctx,{form:r,hook:i}=this,a=[`long`,`short`].map(e=>[e,n(`side.${e}`)]),o=v(r)?[]:[[``,n(`builder.any_side`)]];return l`<div class="pair">
      ${e.text(`symbol`,n(`builder.symbol`),r.symbol,e=>this.change({symbol:e}),`symbols`)}
      ${r.kind===`signal`?e.select(`side`,n(`builder.side`),r.side,[...o,...a],e=>this.change({side:e})):t}
      <datalist id="symbols">
        ${(i?.symbols??[]).map(e=>l`<option value=${e}>${c(e)}</option>`)}
      </datalist>
    </div>`}orderType(e,t){let{t:n}=this.ctx;return e.select(`order_type`,n(`builder.order_type`),this.form.order_type,[[``,t],...[`market`,`limit`].map(e=>[e,n(`order_type.${e}`)])],e=>this.change({order_type:e}))}renderChange(e){let{t:n}=this.ctx,{form:r}=this,i=`${r.action}_order`;return l`<div class="pair">
        ${w(r)?e.measured({quantity_percentage:`${i}.quantity_percentage`,quote_amount:`${i}.quote_amount`,base_amount:`${i}.base_amount`},n(`builder.${r.action}_by`),r.change_unit,r.change,({unit:e,value:t})=>this.change({change_unit:e,change:t})):t}
        ${this.orderType(e,n(r.action===`increase`?`builder.from_bot`:`builder.market_default`))}
        ${r.order_type===`limit`?e.number(w(r)?`${i}.price`:`price`,n(`builder.limit_price`),r.price,e=>this.change({price:e}),[`signal_price`]):t}
        ${e.text(`signal_id`,n(`builder.signal_id_of`),r.signal_id,e=>this.change({signal_id:e}))}
      </div>
      ${e.whole(i)}`}renderOpening(e){let{t:n}=this.ctx,{form:r,hook:i}=this;return l`<div class="pair">
        ${e.measured({quote_amount:`quote_amount`,base_amount:`base_amount`},n(`builder.size`),r.size_unit,r.size,({unit:e,value:t})=>this.change({size_unit:e,size:t}))}
        ${this.orderType(e,n(`builder.from_bot`))}
        ${e.number(`signal_price`,n(r.order_type===`limit`?`builder.limit_price`:`builder.signal_price`),r.signal_price,e=>this.change({signal_price:e}))}
        ${i?.market_type===`linear`?e.number(`leverage`,n(`builder.leverage`),r.leverage,e=>this.change({leverage:e})):t}
      </div>
      ${this.renderTargets(e)}
      ${this.section(e,`stop_loss`,()=>F(this.ctx.t,e,r.stop_loss,e=>this.change({stop_loss:{...this.form.stop_loss,...e}})))}
      ${this.renderDca(e)}
      <details>
        <summary>${n(`builder.more`)}</summary>
        ${this.renderMore(e)}
      </details>
      <p class="soft small">${n(`builder.left_empty`)}</p>`}renderTargets(e){let{t:n}=this.ctx,r=this.form.take_profit;return this.section(e,`take_profit`,()=>this.rows(e,`take_profit`,r,x,(i,a,o,s)=>l`
        ${this.level(e,a,n(`builder.profit_at`),i,o)}
        ${e.number(`${a}.position_percentage`,n(`builder.share`),i.position_percentage,e=>o({position_percentage:e}))}
        ${s===r.length-1?e.number(`${a}.trailing_distance`,n(`builder.trailing`),i.trailing_distance,e=>o({trailing_distance:e})):t}
      `))}renderDca(e){let{t}=this.ctx;return this.section(e,`dca_orders`,()=>this.rows(e,`dca_orders`,this.form.dca_orders,y,(n,r,i)=>l`
        ${this.level(e,r,t(`builder.distance`),n,i)}
        ${e.number(`${r}.quantity_percentage`,t(`builder.dca_size`),n.quantity_percentage,e=>i({quantity_percentage:e}))}
      `))}renderMore(e){let{t:n}=this.ctx,{form:r}=this,{condition:i,expiration:a}=r,o=[[``,n(`builder.from_bot`)],[`true`,n(`common.yes`)],[`false`,n(`common.no`)]];return l`<div class="pair">
        ${r.kind===`signal`?e.text(`signal_id`,n(`builder.signal_id`),r.signal_id,e=>this.change({signal_id:e})):t}
        ${e.select(`adjust_fee`,n(`builder.adjust_fee`),r.adjust_fee,o,e=>this.change({adjust_fee:e}))}
      </div>
      <h4>${n(`builder.condition`)}</h4>
      <div class="pair">
        ${e.number(`entry_condition.price`,n(`builder.condition_price`),i.price,e=>this.change({condition:{...i,price:e}}))}
        ${e.number(`entry_condition.time`,n(`builder.condition_time`),i.time,e=>this.change({condition:{...i,time:e}}))}
        ${e.select(`entry_condition.operator`,n(`builder.operator`),i.operator,[``,`OR`,`AND`].map(e=>[e,n(`operator.${e||`default`}`)]),e=>this.change({condition:{...i,operator:e}}))}
      </div>
      ${e.whole(`entry_condition`)}
      <h4>${n(`builder.expiration`)}</h4>
      <div class="pair">
        ${e.number(`entry_expiration.time`,n(`builder.expiration_time`),a.time,e=>this.change({expiration:{...a,time:e}}))}
        ${e.number(`entry_expiration.price`,n(`builder.expiration_price`),a.price,e=>this.change({expiration:{...a,price:e}}))}
      </div>
      ${e.whole(`entry_expiration`)}`}section(e,n,r){let{t:i}=this.ctx,a=this.form.origins[n];return l`<fieldset>
      <legend>${i(`builder.${n}`)}</legend>
      <select
        class="field"
        name=${n}
        aria-label=${i(`builder.origin_of`,{name:i(`builder.${n}`)})}
        @change=${e=>this.choose(n,e.target.value)}
      >
        ${[`bot`,`signal`,`none`].map(e=>l`<option value=${e} ?selected=${e===a}>${i(`origin.${e}`)}</option>`)}
      </select>
      ${a===`signal`?r():t} ${e.whole(n)}
    </fieldset>`}choose(e,t){let n={...this.form.origins,[e]:t},r={};t===`signal`&&e===`take_profit`&&!this.form.take_profit.length&&(r.take_profit=[x]),t===`signal`&&e===`dca_orders`&&!this.form.dca_orders.length&&(r.dca_orders=[y]),this.change({origins:n,...r})}level(e,t,n,r,i){return e.measured({percentage:`${t}.${g(`price`,`percentage`)}`,price:`${t}.price`},n,r.unit,r.level,({unit:e,value:t})=>i({unit:e,level:t}))}rows(e,t,n,r,i){let{t:a}=this.ctx,o=a(`builder.${t}`),s=e=>this.change({[t]:e});return l`<div class="rows">
        ${n.map((r,c)=>{let u=`${t}[${c}]`;return l`<div class="row" role="group" aria-label=${a(`builder.row`,{name:o,number:c+1})}>
            <div class="pair">${i(r,u,e=>s(n.map((t,n)=>n===c?{...t,...e}:t)),c)}</div>
            <button
              type="button"
              class="icon-button"
              aria-label=${a(`builder.remove_row`,{name:o,number:c+1})}
              @click=${()=>s(n.filter((e,t)=>t!==c))}
            >
              ×
            </button>
            ${e.whole(u)}
          </div>`})}
      </div>
      <button type="button" class="button outlined" @click=${()=>s([...n,r])}>
        ${a(`builder.add_${t}`)}
      </button>`}change(e){this.dispatchEvent(new CustomEvent(`form-changed`,{detail:e}))}static{this.styles=[s,M,u`
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
    `]}};e([r({attribute:!1})],I.prototype,`ctx`,void 0),e([r({attribute:!1})],I.prototype,`form`,void 0),e([r({attribute:!1})],I.prototype,`hook`,void 0),e([r({attribute:!1})],I.prototype,`errors`,void 0),I=e([i(`tradehook-signal-form`)],I);var L=u`
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
`,R=_,z=300,B=class extends n{constructor(...e){super(...e),this.accounts=[],this.only=``,this.chosen=``,this.form=R,this.secret=``,this.curl=!1,this.judged=!0,this.stale=!1,this.busy=!1,this.error=``,this.candles=[],this.asked=0,this.world=``,this.giving=!1,this.following=``}get bots(){return this.accounts.flatMap(e=>e.loaded?e.bots.filter(({bot_id:e,manual:t})=>!t&&(!this.only||e===this.only)).map(t=>({account:e,bot:t})):[])}get picked(){return this.bots.find(({bot:e})=>e.bot_id===this.chosen)}disconnectedCallback(){super.disconnectedCallback(),this.secret=``,clearTimeout(this.timer),this.unfollow()}willUpdate(e){let t=this.bots[0];!this.picked&&t&&this.pick(t.bot.bot_id);let{bot:n,account:r}=this.picked??{},i=JSON.stringify([n?.bot_id,n?.status,n?.open_positions,r?.trading_enabled]);i!==this.world&&this.judged&&!this.giving&&this.hook&&this.change({},0),this.world=i}async pick(e){this.chosen=e,this.hook=this.answer=void 0,this.error=``;let{picked:t}=this;if(t)try{let n=await this.ctx.api.webhook(t.account.account,e);if(this.chosen!==e)return;this.hook=n;let r=n.symbols.includes(this.form.symbol),i=n.market_type!==`linear`&&this.form.action===`reverse`?`open`:this.form.action;this.change({action:i,...!r&&{symbol:this.usual}},0)}catch(e){this.error=o(e)}}render(){let{t:e}=this.ctx;return this.bots.length?l`<div class="columns">
      <form class="card" @submit=${e=>e.preventDefault()}>
        <div class="bar">
          <h2>${e(`builder.signal`)}</h2>
          ${this.renderKind()}
        </div>
        ${this.only?t:this.renderBots()}
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
    </div>`:l`<div class="card empty">
        <h2>${e(`builder.none`)}</h2>
        <p class="soft">${e(`overview.no_bots`)}</p>
      </div>`}renderKind(){let{t:e}=this.ctx;return l`<div class="segments" role="group" aria-label=${e(`builder.kind`)}>
      ${[`signal`,`strategy`].map(t=>l`<button
          type="button"
          aria-pressed=${String(this.form.kind===t)}
          @click=${()=>this.change({kind:t,chart_market:t===`strategy`})}
        >
          ${e(`builder.kind_${t}`)}
        </button>`)}
    </div>`}renderBots(){let{t:e}=this.ctx;return l`<label class="labelled">
      <span>${e(`builder.bot`)}</span>
      <select
        class="field"
        name="bot"
        @change=${e=>void this.pick(e.target.value)}
      >
        ${this.bots.map(({bot:e,account:t})=>l`<option value=${e.bot_id} ?selected=${e.bot_id===this.chosen}>
            ${e.name} · ${t.name}
          </option>`)}
      </select>
    </label>`}renderVerdict(){let{t:e}=this.ctx;return l`<section class="card" data-stale=${String(this.stale)} aria-busy=${String(this.stale)}>
      <h2>${e(this.judged?`builder.verdict`:`builder.answer`)}</h2>
      <div role="status" class="status">
        ${this.error?l`<p class="error">${this.error}</p>`:t}
        ${this.answer?l`<tradehook-answer
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.form}
              .candles=${this.candles}
              .account=${this.picked?.account.account??``}
              ?judged=${this.judged}
              ?brief=${this.judged}
            ></tradehook-answer>`:this.error?t:l`<p class="soft">${e(`common.loading`)}</p>`}
      </div>
      <div class="actions">
        <button class="button outlined" ?disabled=${this.busy||!this.hook} @click=${this.test}>
          ${this.busy?e(`common.working`):e(`builder.test`)}
        </button>
        ${this.form.kind===`signal`?l`<button class="button" ?disabled=${this.busy||!this.hook||!this.sendable} @click=${this.send}>
              ${e(`builder.send`)}
            </button>`:t}
      </div>
    </section>`}renderMessage(){let{t:e}=this.ctx,{form:n}=this,r=t=>l`<label class="tick">
      <input
        type="checkbox"
        name=${t}
        .checked=${n[t]}
        @change=${e=>this.change({[t]:e.target.checked})}
      />
      <span>${e(`builder.${t}`)}</span>
    </label>`;return l`<section class="card">
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
      ${this.curl?t:l`${S(n)?r(`chart_market`):t} ${r(`timestamp`)}`}
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
    </section>`}get text(){let{hook:e,form:t}=this;if(!e)return``;let n=this.secret||this.ctx.t(`builder.secret_here`);return this.curl?b(t,e,n):m(t,e.exchange,e.api_key,n)}get usual(){let e=this.hook?.symbols??[];return e.find(e=>e.endsWith(`_BTC`))??e[0]??``}clear(){this.asked+=1,this.answer=void 0,this.renderRoot.querySelector(`tradehook-signal-form`)?.shut(),this.change({..._,symbol:this.usual},0)}change(e,t=z){this.form=R={...this.form,...e},this.stale=!0,clearTimeout(this.timer),this.timer=setTimeout(()=>void this.check(),t)}get signal(){return h(this.form,this.hook?.exchange??``)}async check(){let{picked:e}=this;if(!e||!this.hook)return;this.asked+=1;let{asked:t}=this;try{let n=await this.ctx.api.checkSignal(e.account.account,e.bot.bot_id,this.signal);if(t!==this.asked)return;this.show(n,!0)}catch(e){t===this.asked&&(this.error=o(e))}}show(e,t){let{market:n,currency:r,equity:i,free_balance:a}=this.answer??{};this.answer={market:n??null,equity:i??null,free_balance:a??null,currency:r??``,...e},this.judged=t,this.stale=!1,this.error=``;let o=e.body.plan,s=o?E(o).symbol:void 0;s&&this.follow(s)}async follow(e){let t=this.picked?.account.account??``,n=`${t} ${e}`;if(this.following===n)return;this.unfollow(),this.following=n;let r=await this.ctx.api.market(t,e,5,e=>{this.following===n&&(this.candles=d(this.candles,e))});this.following===n?this.end=r:r()}unfollow(){this.end?.(),this.end=void 0,this.following=``,this.candles=[]}async copy(e){let t=this.renderRoot.querySelector(`#${e}`);await D(t)&&this.ctx.say(this.ctx.t(`common.copied`))}async test(){this.busy=!0;try{this.show(await this.give({...this.signal,test:!0}),!1),this.ctx.say(this.ctx.t(`builder.tested`))}catch(e){this.error=o(e)}finally{this.busy=!1}}get sendable(){let{answer:e}=this;return!!e&&!this.stale&&!(this.judged&&e.status>=300)}send(){let{t:e,format:t}=this.ctx,{signal:n,picked:r,form:i,answer:a}=this,o=i.side?` ${e(`side.${i.side}`)}`:``,s=`${f(e,`action`,i.action)}${S(i)?` ${c(i.symbol)}${o}`:``}`;this.ctx.ask({title:e(`builder.send_title`),purse:k(r?.account),text:e(`builder.send_text`,{what:s,name:r?.bot.name??``}),facts:a?T(e,t,a):[],confirm:e(`builder.send`),act:async()=>{let t=await this.give(n);if(this.show(t,!1),t.status>=300)throw Error(t.body.error??t.body.status);return e(t.body.status===`duplicate`?`builder.duplicate`:`builder.sent`)}})}async give(e){let{picked:t}=this;if(!t)throw Error(this.ctx.t(`builder.none`));clearTimeout(this.timer),this.asked+=1,this.giving=!0;try{return await this.ctx.api.sendSignal(t.account.account,t.bot.bot_id,e)}finally{setTimeout(()=>this.giving=!1)}}static{this.styles=[s,L]}};e([r({attribute:!1})],B.prototype,`ctx`,void 0),e([r({attribute:!1})],B.prototype,`accounts`,void 0),e([r()],B.prototype,`only`,void 0),e([a()],B.prototype,`chosen`,void 0),e([a()],B.prototype,`hook`,void 0),e([a()],B.prototype,`form`,void 0),e([a()],B.prototype,`secret`,void 0),e([a()],B.prototype,`curl`,void 0),e([a()],B.prototype,`answer`,void 0),e([a()],B.prototype,`judged`,void 0),e([a()],B.prototype,`stale`,void 0),e([a()],B.prototype,`busy`,void 0),e([a()],B.prototype,`error`,void 0),e([a()],B.prototype,`candles`,void 0),B=e([i(`tradehook-builder`)],B);export{B as BuilderView};
import{f as e,g as t,m as n,n as r,p as i,r as a,s as o,t as s,u as c,y as l}from"./styles.js";import{b as u,g as d,h as f,i as p,m,n as h,o as g,r as _,s as v,t as y,u as b,x,y as S}from"./message.js";import{i as C}from"./localize.js";import{t as w}from"./sentence.js";var T=`Strategy: order {{strategy.order.action}} @ {{strategy.order.contracts}} filled on {{ticker}}. New strategy position is {{strategy.position_size}}`;function E({kind:e,wording:t}){return e===`strategy`&&t==="default"}function D(e){let{kind:t,wording:n,transition:r,symbol:i}=e;return E(e)?{...h,kind:t,wording:n,transition:r,symbol:i}:e}var O=class{constructor(e,t){this.t=e,this.errors=t,this.shown=new Set}get rest(){return this.errors.filter(({path:e})=>!this.shown.has(e))}number(e,t,n,r,i=[]){return this.input(e,t,n,r,i,`decimal`)}text(e,t,n,r,i){return this.input(e,t,n,r,[],`text`,i)}select(e,r,i,a,o){let s=this.of([e]);return t`<label class="labelled">
      <span>${r}</span>
      <select
        class="field"
        name=${e}
        aria-invalid=${s?`true`:n}
        aria-describedby=${s?k(e):n}
        @change=${e=>o(e.target.value)}
      >
        ${a.map(([e,n])=>t`<option value=${e} ?selected=${e===i}>${n}</option>`)}
      </select>
      ${this.note(e,s)}
    </label>`}measured(e,r,i,a,o){let s=Object.keys(e),c=e[i],l=this.of([...new Set(Object.values(e))]);return t`<div class="labelled measured">
      <span aria-hidden="true">${r}</span>
      <div>
        <input
          class="field"
          name=${c}
          inputmode="decimal"
          autocomplete="off"
          aria-label=${r}
          aria-invalid=${l?`true`:n}
          aria-describedby=${l?k(c):n}
          .value=${a}
          @input=${e=>o({unit:i,value:e.target.value})}
        />
        <select
          class="field"
          aria-label=${this.t(`builder.unit_of`,{name:r})}
          @change=${e=>o({unit:e.target.value,value:a})}
        >
          ${s.map(e=>t`<option value=${e} ?selected=${e===i}>${this.t(`unit.${e}`)}</option>`)}
        </select>
      </div>
      ${this.note(c,l)}
    </div>`}whole(e){return t`${this.note(e,this.of([e]))}`}input(e,r,i,a,o,s,c){let l=this.of([e,...o]);return t`<label class="labelled">
      <span>${r}</span>
      <input
        class="field"
        name=${e}
        inputmode=${s}
        autocomplete="off"
        spellcheck="false"
        list=${c??n}
        aria-invalid=${l?`true`:n}
        aria-describedby=${l?k(e):n}
        .value=${i}
        @input=${e=>a(e.target.value)}
      />
      ${this.note(e,l)}
    </label>`}of(e){for(let t of e)this.shown.add(t);return this.errors.filter(({path:t})=>e.includes(t)).map(({message:e})=>c(e)).join(`; `)}note(e,r){return r?t`<span class="wrong" id=${k(e)} data-wrong=${e}>${r}</span>`:n}};function k(e){return`wrong-${e.replace(/\W+/g,`-`)}`}var A=l`
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
`,j=[`second`,`minute`,`hour`,`day`],M=[``,`BREAK_EVEN`,`FOLLOW_TAKE_PROFIT`,`PRICE`];function N(e,r,i,a){let o=(e,t,n,i,a)=>r.measured({percentage:`stop_loss.${S(e,`percentage`)}`,price:`stop_loss.${S(e,`price`)}`},t,n,i,e=>a(e.unit,e.value)),s=(t,n,o)=>r.select(`stop_loss.${t}`,e(`builder.stop_${t}`),i[t],o.map(t=>[t,C(e,n,t||`default`)]),e=>a({[t]:e})),c=t=>r.number(`stop_loss.${t}`,e(`builder.stop_${t}`),i[t],e=>a({[t]:e}));return t`<div class="stop">
    ${o(`stop`,e(`builder.stop_at`),i.unit,i.level,(e,t)=>a({unit:e,level:t}))}
    <details>
      <summary>${e(`builder.stop_more`)}</summary>
      <div class="pair">
        ${s(`order_type`,`stop_order`,[``,`STOP_LOSS_LIMIT`])}
        ${i.order_type===`STOP_LOSS_LIMIT`?o(`limit`,e(`builder.stop_limit`),i.limit_unit,i.limit,(e,t)=>a({limit_unit:e,limit:t})):n}
        ${c(`cool_down_amount`)}
        ${s(`cool_down_time_frame`,`time_frame`,j)}
        ${s(`cool_down_type`,`cool_down_type`,[``,`candle_close`])}
        ${o(`emergency_stop`,e(`builder.stop_emergency`),i.emergency_unit,i.emergency,(e,t)=>a({emergency_unit:e,emergency:t}))}
      </div>
    </details>
    <details>
      <summary>${e(`builder.stop_protection`)}</summary>
      <div class="pair">
        ${s(`protection_type`,`protection`,M)}
        ${i.protection_type===`PRICE`?t`${c(`trailing_percentage`)} ${c(`trailing_distance`)}`:n}
        ${i.protection_type===`BREAK_EVEN`?c(`break_even_percentage`):n}
      </div>
    </details>
  </div>`}var P=new Set([`close`,`cancel`,`close_all`,`modify`]),F=class extends i{constructor(...e){super(...e),this.ticket=!1,this.exits=!1,this.errors=[]}render(){let{form:e}=this,r=new O(this.ctx.t,this.errors);if(this.exits)return t`${this.renderStop(r)} ${this.renderTargets(r)}`;let i=t`${this.ticket?n:this.renderWhat(r)}
    ${b(e)?this.renderMarket(r):n}
    ${E(e)?t`<p class="soft small">${this.ctx.t(`builder.default_bot`)}</p>`:m(e)?this.renderOpening(r):b(e)?this.renderChange(r):n}`,{rest:a}=r;return t`${i}
    ${a.length?t`<ul class="rest" data-rest>
          ${a.map(({path:e,message:n})=>t`<li><code>${e}</code> ${w(n)}</li>`)}
        </ul>`:n}`}updated(){for(let e of this.renderRoot.querySelectorAll(`details:not([open])`))e.querySelector(`[data-wrong]`)&&(e.open=!0)}shut(){for(let e of this.renderRoot.querySelectorAll(`details`))e.open=!1}renderWhat(e){let{t:n}=this.ctx,{form:r,hook:i}=this,a=i?.market_type===`linear`;if(r.kind===`strategy`)return t`${e.select(`transition`,n(`builder.transition`),r.transition,Object.keys(v).map(e=>[e,n(`transition.${e}`)]),e=>this.change({transition:e}))}
        <p class="soft small">${n(`builder.strategy_means`)}</p>
        ${e.select(`wording`,n(`builder.wording`),r.wording,[`ours`,`default`].map(e=>[e,n(`builder.wording_${e}`)]),e=>this.change({wording:e}))}`;let o=y.filter(e=>e!==`reverse`||a);return e.select(`action`,n(`builder.action`),r.action,o.map(e=>[e,C(n,`action`,e)]),e=>this.change({action:e,side:r.side||(P.has(e)?``:`long`)}))}renderMarket(e){let{t:r}=this.ctx,{form:i,hook:a}=this,s=[`long`,`short`].map(e=>[e,r(`side.${e}`)]),c=m(i)?[]:[[``,r(`builder.any_side`)]];return t`<div class="pair">
      ${e.text(`symbol`,r(`builder.symbol`),i.symbol,e=>this.change({symbol:e}),`symbols`)}
      ${i.kind===`signal`?e.select(`side`,r(`builder.side`),i.side,[...c,...s],e=>this.change({side:e})):n}
      <datalist id="symbols">
        ${(a?.symbols??[]).map(e=>t`<option value=${e}>${o(e)}</option>`)}
      </datalist>
    </div>`}orderType(e,t){let{t:n}=this.ctx;return e.select(`order_type`,n(`builder.order_type`),this.form.order_type,[[``,t],...[`market`,`limit`].map(e=>[e,n(`order_type.${e}`)])],e=>this.change({order_type:e}))}renderChange(e){let{t:r}=this.ctx,{form:i}=this,a=`${i.action}_order`;return t`<div class="pair">
        ${d(i)?e.measured({quantity_percentage:`${a}.quantity_percentage`,quote_amount:`${a}.quote_amount`,base_amount:`${a}.base_amount`},r(`builder.${i.action}_by`),i.change_unit,i.change,({unit:e,value:t})=>this.change({change_unit:e,change:t})):n}
        ${f(i)?this.orderType(e,r(i.action===`increase`?`builder.from_bot`:`builder.market_default`)):n}
        ${f(i)&&i.order_type===`limit`?e.number(d(i)?`${a}.price`:`price`,r(`builder.limit_price`),i.price,e=>this.change({price:e}),[`signal_price`]):n}
        ${e.text(`signal_id`,r(`builder.signal_id_of`),i.signal_id,e=>this.change({signal_id:e}))}
      </div>
      ${this.modifies?this.renderModification(e):e.whole(a)}`}renderOpening(e){let{t:r}=this.ctx,{form:i,hook:a}=this;return t`<div class="pair">
        ${e.measured(this.ticket?g:p,r(`builder.size`),i.size_unit,i.size,({unit:e,value:t})=>this.change({size_unit:e,size:t}))}
        ${this.orderType(e,r(`builder.from_bot`))}
        ${this.ticket&&i.order_type!==`limit`?n:e.number(`signal_price`,r(i.order_type===`limit`?`builder.limit_price`:`builder.signal_price`),i.signal_price,e=>this.change({signal_price:e}))}
        ${a?.market_type===`linear`?e.number(`leverage`,r(`builder.leverage`),i.leverage,e=>this.change({leverage:e})):n}
      </div>
      ${this.renderTargets(e)}
      ${this.renderStop(e)}
      ${this.renderDca(e)}
      <details>
        <summary>${r(`builder.more`)}</summary>
        ${this.renderMore(e)}
      </details>
      <p class="soft small">${r(`builder.left_empty`)}</p>`}renderModification(e){let{t:n}=this.ctx,r=[[``,n(`origin.kept`)],[`true`,n(`common.yes`)]];return t`${this.renderStop(e)} ${this.renderTargets(e)}
      <div class="pair">
        ${e.select(`cancel_entries`,n(`builder.cancel_entries`),this.form.cancel_entries,r,e=>this.change({cancel_entries:e}))}
      </div>`}renderStop(e){let{stop_loss:t}=this.form;return this.section(e,`stop_loss`,()=>N(this.ctx.t,e,t,e=>this.change({stop_loss:{...t,...e}})))}renderTargets(e){let{t:r}=this.ctx,i=this.form.take_profit;return this.section(e,`take_profit`,()=>this.rows(e,`take_profit`,i,_,(a,o,s,c)=>t`
        ${this.level(e,o,r(`builder.profit_at`),a,s,this.ticket?{multiple:`${o}.multiple`}:{})}
        ${e.number(`${o}.position_percentage`,r(`builder.share`),a.position_percentage,e=>s({position_percentage:e}))}
        ${c===i.length-1?e.number(`${o}.trailing_distance`,r(`builder.trailing`),a.trailing_distance,e=>s({trailing_distance:e})):n}
      `))}renderDca(e){let{t:n}=this.ctx;return this.section(e,`dca_orders`,()=>this.rows(e,`dca_orders`,this.form.dca_orders,u,(r,i,a)=>t`
        ${this.level(e,i,n(`builder.distance`),r,a)}
        ${e.number(`${i}.quantity_percentage`,n(`builder.dca_size`),r.quantity_percentage,e=>a({quantity_percentage:e}))}
      `))}renderRule(e){let n=this.form.dca_rule;return t`<div class="pair">
        ${x.map(([t,r])=>e.number(`dca_rule.${t}`,this.ctx.t(`builder.${r}`),n[t],e=>this.change({dca_rule:{...n,[t]:e}})))}
      </div>
      ${e.whole(`dca_rule`)}`}renderMore(e){let{t:r}=this.ctx,{form:i}=this,{condition:a,expiration:o}=i,s=[[``,r(`builder.from_bot`)],[`true`,r(`common.yes`)],[`false`,r(`common.no`)]];return t`<div class="pair">
        ${i.kind===`signal`?e.text(`signal_id`,r(`builder.signal_id`),i.signal_id,e=>this.change({signal_id:e})):n}
        ${e.text(`tags`,r(`builder.tags`),i.tags,e=>this.change({tags:e}))}
        ${e.number(`price_offset_percentage`,r(`builder.price_offset`),i.price_offset,e=>this.change({price_offset:e}))}
        ${this.ticket?n:e.number(`max_age`,r(`builder.max_age`),i.max_age,e=>this.change({max_age:e}))}
        ${e.select(`adjust_fee`,r(`builder.adjust_fee`),i.adjust_fee,s,e=>this.change({adjust_fee:e}))}
      </div>
      <h4>${r(`builder.condition`)}</h4>
      <div class="pair">
        ${e.number(`entry_condition.price`,r(`builder.condition_price`),a.price,e=>this.change({condition:{...a,price:e}}))}
        ${e.number(`entry_condition.time`,r(`builder.condition_time`),a.time,e=>this.change({condition:{...a,time:e}}))}
        ${e.select(`entry_condition.operator`,r(`builder.operator`),a.operator,[``,`OR`,`AND`].map(e=>[e,r(`operator.${e||`default`}`)]),e=>this.change({condition:{...a,operator:e}}))}
      </div>
      ${e.whole(`entry_condition`)}
      <h4>${r(`builder.expiration`)}</h4>
      <div class="pair">
        ${e.number(`entry_expiration.time`,r(`builder.expiration_time`),o.time,e=>this.change({expiration:{...o,time:e}}))}
        ${e.number(`entry_expiration.price`,r(`builder.expiration_price`),o.price,e=>this.change({expiration:{...o,price:e}}))}
      </div>
      ${e.whole(`entry_expiration`)}`}section(e,r,i){let{t:a}=this.ctx,o=this.form.origins[r];return t`<fieldset>
      <legend>${a(`builder.${r}`)}</legend>
      <select
        class="field"
        name=${r}
        aria-label=${a(`builder.origin_of`,{name:a(`builder.${r}`)})}
        @change=${e=>this.choose(r,e.target.value)}
      >
        ${this.origins(r).map(e=>t`<option value=${e} ?selected=${e===o}>${a(`origin.${this.originName(e)}`)}</option>`)}
      </select>
      ${o===`signal`?i():n} ${o===`rule`?this.renderRule(e):n} ${e.whole(r)}
    </fieldset>`}origins(e){return e===`dca_orders`?[`bot`,`signal`,`rule`,`none`]:this.modifies&&e===`stop_loss`?[`bot`,`signal`,`break_even`,`none`]:[`bot`,`signal`,`none`]}originName(e){return e===`signal`&&(this.exits||this.ticket)?`here`:e===`bot`&&this.modifies?`kept`:e}get modifies(){return this.form.kind===`signal`&&this.form.action===`modify`&&!this.ticket&&!this.exits}choose(e,t){let n={...this.form.origins,[e]:t},r={};t===`signal`&&e===`take_profit`&&!this.form.take_profit.length&&(r.take_profit=[_]),t===`signal`&&e===`dca_orders`&&!this.form.dca_orders.length&&(r.dca_orders=[u]),this.change({origins:n,...r})}level(e,t,n,r,i,a={}){return e.measured({percentage:`${t}.${S(`price`,`percentage`)}`,price:`${t}.price`,...a},n,r.unit,r.level,({unit:e,value:t})=>i({unit:e,level:t}))}rows(e,n,r,i,a){let{t:o}=this.ctx,s=o(`builder.${n}`),c=e=>this.change({[n]:e});return t`<div class="rows">
        ${r.map((i,l)=>{let u=`${n}[${l}]`;return t`<div class="row" role="group" aria-label=${o(`builder.row`,{name:s,number:l+1})}>
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
        ${o(`builder.add_${n}`)}
      </button>`}change(e){this.dispatchEvent(new CustomEvent(`form-changed`,{detail:e}))}static{this.styles=[s,A,l`
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
    `]}};a([e({attribute:!1})],F.prototype,`ctx`,void 0),a([e({attribute:!1})],F.prototype,`form`,void 0),a([e({attribute:!1})],F.prototype,`hook`,void 0),a([e({type:Boolean})],F.prototype,`ticket`,void 0),a([e({type:Boolean})],F.prototype,`exits`,void 0),a([e({attribute:!1})],F.prototype,`errors`,void 0),F=a([r(`tradehook-signal-form`)],F);export{D as n,E as r,T as t};
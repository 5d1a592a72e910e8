import{_ as e,b as t,h as n,m as r,n as i,p as a,r as o,s,t as c}from"./styles.js";import{b as l,g as u,h as d,i as f,m as p,n as m,o as h,r as g,s as _,t as v,u as y,x as b,y as x}from"./message.js";import{i as S}from"./localize.js";import{t as C}from"./sentence.js";import{n as w,t as T}from"./fields.js";var E=`Strategy: order {{strategy.order.action}} @ {{strategy.order.contracts}} filled on {{ticker}}. New strategy position is {{strategy.position_size}}`;function D({kind:e,wording:t}){return e===`strategy`&&t==="default"}function O(e){let{kind:t,wording:n,transition:r,symbol:i}=e;return D(e)?{...m,kind:t,wording:n,transition:r,symbol:i}:e}var k=[`second`,`minute`,`hour`,`day`],A=[``,`BREAK_EVEN`,`FOLLOW_TAKE_PROFIT`,`PRICE`];function j(t,r,i,a){let o=(e,t,n,i,a)=>r.measured({percentage:`stop_loss.${x(e,`percentage`)}`,price:`stop_loss.${x(e,`price`)}`},t,n,i,e=>a(e.unit,e.value)),s=(e,n,o)=>r.select(`stop_loss.${e}`,t(`builder.stop_${e}`),i[e],o.map(e=>[e,S(t,n,e||`default`)]),t=>a({[e]:t})),c=e=>r.number(`stop_loss.${e}`,t(`builder.stop_${e}`),i[e],t=>a({[e]:t}));return e`<div class="stop">
    ${o(`stop`,t(`builder.stop_at`),i.unit,i.level,(e,t)=>a({unit:e,level:t}))}
    <details>
      <summary>${t(`builder.stop_more`)}</summary>
      <div class="pair">
        ${s(`order_type`,`stop_order`,[``,`STOP_LOSS_LIMIT`])}
        ${i.order_type===`STOP_LOSS_LIMIT`?o(`limit`,t(`builder.stop_limit`),i.limit_unit,i.limit,(e,t)=>a({limit_unit:e,limit:t})):n}
        ${c(`cool_down_amount`)}
        ${s(`cool_down_time_frame`,`time_frame`,k)}
        ${s(`cool_down_type`,`cool_down_type`,[``,`candle_close`])}
        ${o(`emergency_stop`,t(`builder.stop_emergency`),i.emergency_unit,i.emergency,(e,t)=>a({emergency_unit:e,emergency:t}))}
      </div>
    </details>
    <details>
      <summary>${t(`builder.stop_protection`)}</summary>
      <div class="pair">
        ${s(`protection_type`,`protection`,A)}
        ${i.protection_type===`PRICE`?e`${c(`trailing_percentage`)} ${c(`trailing_distance`)}`:n}
        ${i.protection_type===`BREAK_EVEN`?c(`break_even_percentage`):n}
      </div>
    </details>
  </div>`}var M=new Set([`close`,`cancel`,`close_all`,`modify`]),N=class extends r{constructor(...e){super(...e),this.ticket=!1,this.exits=!1,this.errors=[]}render(){let{form:t}=this,r=new T(this.ctx,this.errors);if(this.exits)return e`${this.renderStop(r)} ${this.renderTargets(r)}`;let i=e`${this.ticket?n:this.renderWhat(r)}
    ${y(t)?this.renderMarket(r):n}
    ${D(t)?e`<p class="soft small">${this.ctx.t(`builder.default_bot`)}</p>`:p(t)?this.renderOpening(r):y(t)?this.renderChange(r):n}`,{rest:a}=r;return e`${i}
    ${a.length?e`<ul class="rest" data-rest>
          ${a.map(({path:t,message:n})=>e`<li><code>${t}</code> ${C(n)}</li>`)}
        </ul>`:n}`}updated(){for(let e of this.renderRoot.querySelectorAll(`details:not([open])`))e.querySelector(`[data-wrong]`)&&(e.open=!0)}shut(){for(let e of this.renderRoot.querySelectorAll(`details`))e.open=!1}renderWhat(t){let{t:n}=this.ctx,{form:r,hook:i}=this,a=i?.market_type===`linear`;if(r.kind===`strategy`)return e`${t.select(`transition`,n(`builder.transition`),r.transition,Object.keys(_).map(e=>[e,n(`transition.${e}`)]),e=>this.change({transition:e}))}
        <p class="soft small">${n(`builder.strategy_means`)}</p>
        ${t.select(`wording`,n(`builder.wording`),r.wording,[`ours`,`default`].map(e=>[e,n(`builder.wording_${e}`)]),e=>this.change({wording:e}))}`;let o=v.filter(e=>e!==`reverse`||a);return t.select(`action`,n(`builder.action`),r.action,o.map(e=>[e,S(n,`action`,e)]),e=>this.change({action:e,side:r.side||(M.has(e)?``:`long`)}))}renderMarket(t){let{t:r}=this.ctx,{form:i,hook:a}=this,o=[`long`,`short`].map(e=>[e,r(`side.${e}`)]),c=p(i)?[]:[[``,r(`builder.any_side`)]];return e`<div class="pair">
      ${t.text(`symbol`,r(`builder.symbol`),i.symbol,e=>this.change({symbol:e}),`symbols`)}
      ${i.kind===`signal`?t.select(`side`,r(`builder.side`),i.side,[...c,...o],e=>this.change({side:e})):n}
      <datalist id="symbols">
        ${(a?.symbols??[]).map(t=>e`<option value=${t}>${s(t)}</option>`)}
      </datalist>
    </div>`}orderType(e,t){let{t:n}=this.ctx;return e.select(`order_type`,n(`builder.order_type`),this.form.order_type,[[``,t],...[`market`,`limit`].map(e=>[e,n(`order_type.${e}`)])],e=>this.change({order_type:e}))}renderChange(t){let{t:r}=this.ctx,{form:i}=this,a=`${i.action}_order`;return e`<div class="pair">
        ${u(i)?t.measured({quantity_percentage:`${a}.quantity_percentage`,quote_amount:`${a}.quote_amount`,base_amount:`${a}.base_amount`},r(`builder.${i.action}_by`),i.change_unit,i.change,({unit:e,value:t})=>this.change({change_unit:e,change:t})):n}
        ${d(i)?this.orderType(t,r(i.action===`increase`?`builder.from_bot`:`builder.market_default`)):n}
        ${d(i)&&i.order_type===`limit`?t.number(u(i)?`${a}.price`:`price`,r(`builder.limit_price`),i.price,e=>this.change({price:e}),[`signal_price`]):n}
        ${t.text(`signal_id`,r(`builder.signal_id_of`),i.signal_id,e=>this.change({signal_id:e}))}
      </div>
      ${this.modifies?this.renderModification(t):t.whole(a)}`}renderOpening(t){let{t:r}=this.ctx,{form:i,hook:a}=this;return e`<div class="pair">
        ${t.measured(this.ticket?h:f,r(`builder.size`),i.size_unit,i.size,({unit:e,value:t})=>this.change({size_unit:e,size:t}))}
        ${this.orderType(t,r(`builder.from_bot`))}
        ${this.ticket&&i.order_type!==`limit`?n:t.number(`signal_price`,r(i.order_type===`limit`?`builder.limit_price`:`builder.signal_price`),i.signal_price,e=>this.change({signal_price:e}))}
        ${a?.market_type===`linear`?t.number(`leverage`,r(`builder.leverage`),i.leverage,e=>this.change({leverage:e})):n}
      </div>
      ${this.renderTargets(t)}
      ${this.renderStop(t)}
      ${this.renderDca(t)}
      <details>
        <summary>${r(`builder.more`)}</summary>
        ${this.renderMore(t)}
      </details>
      <p class="soft small">${r(`builder.left_empty`)}</p>`}renderModification(t){let{t:n}=this.ctx,r=[[``,n(`origin.kept`)],[`true`,n(`common.yes`)]];return e`${this.renderStop(t)} ${this.renderTargets(t)}
      <div class="pair">
        ${t.select(`cancel_entries`,n(`builder.cancel_entries`),this.form.cancel_entries,r,e=>this.change({cancel_entries:e}))}
      </div>`}renderStop(e){let{stop_loss:t}=this.form;return this.section(e,`stop_loss`,()=>j(this.ctx.t,e,t,e=>this.change({stop_loss:{...t,...e}})))}renderTargets(t){let{t:r}=this.ctx,i=this.form.take_profit;return this.section(t,`take_profit`,()=>this.rows(t,`take_profit`,i,g,(a,o,s,c)=>e`
        ${this.level(t,o,r(`builder.profit_at`),a,s,this.ticket?{multiple:`${o}.multiple`}:{})}
        ${t.number(`${o}.position_percentage`,r(`builder.share`),a.position_percentage,e=>s({position_percentage:e}))}
        ${c===i.length-1?t.number(`${o}.trailing_distance`,r(`builder.trailing`),a.trailing_distance,e=>s({trailing_distance:e})):n}
      `))}renderDca(t){let{t:n}=this.ctx;return this.section(t,`dca_orders`,()=>this.rows(t,`dca_orders`,this.form.dca_orders,l,(r,i,a)=>e`
        ${this.level(t,i,n(`builder.distance`),r,a)}
        ${t.number(`${i}.quantity_percentage`,n(`builder.dca_size`),r.quantity_percentage,e=>a({quantity_percentage:e}))}
      `))}renderRule(t){let n=this.form.dca_rule;return e`<div class="pair">
        ${b.map(([e,r])=>t.number(`dca_rule.${e}`,this.ctx.t(`builder.${r}`),n[e],t=>this.change({dca_rule:{...n,[e]:t}})))}
      </div>
      ${t.whole(`dca_rule`)}`}renderMore(t){let{t:r}=this.ctx,{form:i}=this,{condition:a,expiration:o}=i,s=[[``,r(`builder.from_bot`)],[`true`,r(`common.yes`)],[`false`,r(`common.no`)]];return e`<div class="pair">
        ${i.kind===`signal`?t.text(`signal_id`,r(`builder.signal_id`),i.signal_id,e=>this.change({signal_id:e})):n}
        ${t.text(`tags`,r(`builder.tags`),i.tags,e=>this.change({tags:e}))}
        ${t.number(`price_offset_percentage`,r(`builder.price_offset`),i.price_offset,e=>this.change({price_offset:e}))}
        ${this.ticket?n:t.number(`max_age`,r(`builder.max_age`),i.max_age,e=>this.change({max_age:e}))}
        ${t.select(`adjust_fee`,r(`builder.adjust_fee`),i.adjust_fee,s,e=>this.change({adjust_fee:e}))}
      </div>
      <h4>${r(`builder.condition`)}</h4>
      <div class="pair">
        ${t.number(`entry_condition.price`,r(`builder.condition_price`),a.price,e=>this.change({condition:{...a,price:e}}))}
        ${t.number(`entry_condition.time`,r(`builder.condition_time`),a.time,e=>this.change({condition:{...a,time:e}}))}
        ${t.select(`entry_condition.operator`,r(`builder.operator`),a.operator,[``,`OR`,`AND`].map(e=>[e,r(`operator.${e||`default`}`)]),e=>this.change({condition:{...a,operator:e}}))}
      </div>
      ${t.whole(`entry_condition`)}
      <h4>${r(`builder.expiration`)}</h4>
      <div class="pair">
        ${t.number(`entry_expiration.time`,r(`builder.expiration_time`),o.time,e=>this.change({expiration:{...o,time:e}}))}
        ${t.number(`entry_expiration.price`,r(`builder.expiration_price`),o.price,e=>this.change({expiration:{...o,price:e}}))}
      </div>
      ${t.whole(`entry_expiration`)}`}section(t,r,i){let{t:a}=this.ctx,o=this.form.origins[r];return e`<fieldset>
      <legend>${a(`builder.${r}`)}</legend>
      <select
        class="field"
        name=${r}
        aria-label=${a(`builder.origin_of`,{name:a(`builder.${r}`)})}
        @change=${e=>this.choose(r,e.target.value)}
      >
        ${this.origins(r).map(t=>e`<option value=${t} ?selected=${t===o}>${a(`origin.${this.originName(t)}`)}</option>`)}
      </select>
      ${o===`signal`?i():n} ${o===`rule`?this.renderRule(t):n} ${t.whole(r)}
    </fieldset>`}origins(e){return e===`dca_orders`?[`bot`,`signal`,`rule`,`none`]:this.modifies&&e===`stop_loss`?[`bot`,`signal`,`break_even`,`none`]:[`bot`,`signal`,`none`]}originName(e){return e===`signal`&&(this.exits||this.ticket)?`here`:e===`bot`&&this.modifies?`kept`:e}get modifies(){return this.form.kind===`signal`&&this.form.action===`modify`&&!this.ticket&&!this.exits}choose(e,t){let n={...this.form.origins,[e]:t},r={};t===`signal`&&e===`take_profit`&&!this.form.take_profit.length&&(r.take_profit=[g]),t===`signal`&&e===`dca_orders`&&!this.form.dca_orders.length&&(r.dca_orders=[l]),this.change({origins:n,...r})}level(e,t,n,r,i,a={}){return e.measured({percentage:`${t}.${x(`price`,`percentage`)}`,price:`${t}.price`,...a},n,r.unit,r.level,({unit:e,value:t})=>i({unit:e,level:t}))}rows(t,n,r,i,a){let{t:o}=this.ctx,s=o(`builder.${n}`),c=e=>this.change({[n]:e});return e`<div class="rows">
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
      </button>`}change(e){this.dispatchEvent(new CustomEvent(`form-changed`,{detail:e}))}static{this.styles=[c,w,t`
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
    `]}};o([a({attribute:!1})],N.prototype,`ctx`,void 0),o([a({attribute:!1})],N.prototype,`form`,void 0),o([a({attribute:!1})],N.prototype,`hook`,void 0),o([a({type:Boolean})],N.prototype,`ticket`,void 0),o([a({type:Boolean})],N.prototype,`exits`,void 0),o([a({attribute:!1})],N.prototype,`errors`,void 0),N=o([i(`tradehook-signal-form`)],N);export{O as n,D as r,E as t};
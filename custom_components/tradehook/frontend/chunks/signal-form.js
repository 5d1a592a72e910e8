import{g as e,h as t,m as n,n as r,r as i,s as a,t as o,u as s,v as c,x as l}from"./styles.js";import{b as u,g as d,h as f,i as p,m,n as h,o as g,r as _,s as v,t as y,u as b,x,y as S}from"./message.js";import{i as C}from"./localize.js";import{t as w}from"./sentence.js";import{n as T,t as E}from"./fields.js";var D=`Strategy: order {{strategy.order.action}} @ {{strategy.order.contracts}} filled on {{ticker}}. New strategy position is {{strategy.position_size}}`;function O({kind:e,wording:t}){return e===`strategy`&&t==="default"}function k(e){let{kind:t,wording:n,transition:r,symbol:i}=e;return O(e)?{...h,kind:t,wording:n,transition:r,symbol:i}:e}var A=[`second`,`minute`,`hour`,`day`],j=[``,`BREAK_EVEN`,`FOLLOW_TAKE_PROFIT`,`PRICE`];function M(t,n,r,i){let a=(e,t,r,i,a)=>n.measured({percentage:`stop_loss.${S(e,`percentage`)}`,price:`stop_loss.${S(e,`price`)}`},t,r,i,e=>a(e.unit,e.value)),o=(e,a,o)=>n.select(`stop_loss.${e}`,t(`builder.stop_${e}`),r[e],o.map(e=>[e,C(t,a,e||`default`)]),t=>i({[e]:t})),s=e=>n.number(`stop_loss.${e}`,t(`builder.stop_${e}`),r[e],t=>i({[e]:t}));return c`<div class="stop">
    ${a(`stop`,t(`builder.stop_at`),r.unit,r.level,(e,t)=>i({unit:e,level:t}))}
    <details>
      <summary>${t(`builder.stop_more`)}</summary>
      <div class="pair">
        ${o(`order_type`,`stop_order`,[``,`STOP_LOSS_LIMIT`])}
        ${r.order_type===`STOP_LOSS_LIMIT`?a(`limit`,t(`builder.stop_limit`),r.limit_unit,r.limit,(e,t)=>i({limit_unit:e,limit:t})):e}
        ${s(`cool_down_amount`)}
        ${o(`cool_down_time_frame`,`time_frame`,A)}
        ${o(`cool_down_type`,`cool_down_type`,[``,`candle_close`])}
        ${a(`emergency_stop`,t(`builder.stop_emergency`),r.emergency_unit,r.emergency,(e,t)=>i({emergency_unit:e,emergency:t}))}
      </div>
    </details>
    <details>
      <summary>${t(`builder.stop_protection`)}</summary>
      <div class="pair">
        ${o(`protection_type`,`protection`,j)}
        ${r.protection_type===`PRICE`?c`${s(`trailing_percentage`)} ${s(`trailing_distance`)}`:e}
        ${r.protection_type===`BREAK_EVEN`?s(`break_even_percentage`):e}
      </div>
    </details>
  </div>`}var N=new Set([`close`,`cancel`,`close_all`,`modify`]),P=class extends t{constructor(...e){super(...e),this.ticket=!1,this.exits=!1,this.errors=[]}render(){let{form:t}=this,n=new E(this.ctx,this.errors);if(this.exits)return c`${this.renderStop(n)} ${this.renderTargets(n)}`;let r=c`${this.ticket?e:this.renderWhat(n)}
    ${b(t)?this.renderMarket(n):e}
    ${O(t)?c`<p class="soft small">${this.ctx.t(`builder.default_bot`)}</p>`:m(t)?this.renderOpening(n):b(t)?this.renderChange(n):e}`,{rest:i}=n;return c`${r}
    ${i.length?c`<ul class="rest" data-rest>
          ${i.map(({path:e,message:t})=>c`<li><code>${e}</code> ${w(t)}</li>`)}
        </ul>`:e}`}updated(){for(let e of this.renderRoot.querySelectorAll(`details:not([open])`))e.querySelector(`[data-wrong]`)&&(e.open=!0)}shut(){for(let e of this.renderRoot.querySelectorAll(`details`))e.open=!1}renderWhat(e){let{t}=this.ctx,{form:n,hook:r}=this,i=r?.market_type===`linear`;if(n.kind===`strategy`)return c`${e.select(`transition`,t(`builder.transition`),n.transition,Object.keys(v).map(e=>[e,t(`transition.${e}`)]),e=>this.change({transition:e}))}
        <p class="soft small">${t(`builder.strategy_means`)}</p>
        ${e.select(`wording`,t(`builder.wording`),n.wording,[`ours`,`default`].map(e=>[e,t(`builder.wording_${e}`)]),e=>this.change({wording:e}))}`;let a=y.filter(e=>e!==`reverse`||i);return e.select(`action`,t(`builder.action`),n.action,a.map(e=>[e,C(t,`action`,e)]),e=>this.change({action:e,side:n.side||(N.has(e)?``:`long`)}))}renderMarket(t){let{t:n}=this.ctx,{form:r,hook:i}=this,o=[`long`,`short`].map(e=>[e,n(`side.${e}`)]),s=m(r)?[]:[[``,n(`builder.any_side`)]];return c`<div class="pair">
      ${t.text(`symbol`,n(`builder.symbol`),r.symbol,e=>this.change({symbol:e}),`symbols`)}
      ${r.kind===`signal`?t.select(`side`,n(`builder.side`),r.side,[...s,...o],e=>this.change({side:e})):e}
      <datalist id="symbols">
        ${(i?.symbols??[]).map(e=>c`<option value=${e}>${a(e)}</option>`)}
      </datalist>
    </div>`}orderType(e,t){let{t:n}=this.ctx;return e.select(`order_type`,n(`builder.order_type`),this.form.order_type,[[``,t],...[`market`,`limit`].map(e=>[e,n(`order_type.${e}`)])],e=>this.change({order_type:e}))}renderChange(t){let{t:n}=this.ctx,{form:r}=this,i=`${r.action}_order`;return c`<div class="pair">
        ${d(r)?t.measured({quantity_percentage:`${i}.quantity_percentage`,quote_amount:`${i}.quote_amount`,base_amount:`${i}.base_amount`},n(`builder.${r.action}_by`),r.change_unit,r.change,({unit:e,value:t})=>this.change({change_unit:e,change:t})):e}
        ${f(r)?this.orderType(t,n(r.action===`increase`?`builder.from_bot`:`builder.market_default`)):e}
        ${f(r)&&r.order_type===`limit`?t.number(d(r)?`${i}.price`:`price`,n(`builder.limit_price`),r.price,e=>this.change({price:e}),[`signal_price`]):e}
        ${t.text(`signal_id`,n(`builder.signal_id_of`),r.signal_id,e=>this.change({signal_id:e}))}
      </div>
      ${this.modifies?this.renderModification(t):t.whole(i)}`}renderOpening(t){let{t:n}=this.ctx,{form:r,hook:i}=this;return c`<div class="pair">
        ${t.measured(this.ticket?g:p,n(`builder.size`),r.size_unit,r.size,({unit:e,value:t})=>this.change({size_unit:e,size:t}))}
        ${this.orderType(t,n(`builder.from_bot`))}
        ${this.ticket&&r.order_type!==`limit`&&!s(r.signal_price)?e:t.number(`signal_price`,n(r.order_type===`limit`?`builder.limit_price`:`builder.signal_price`),r.signal_price,e=>this.change({signal_price:e}))}
        ${i?.market_type===`linear`?t.number(`leverage`,n(`builder.leverage`),r.leverage,e=>this.change({leverage:e})):e}
      </div>
      ${this.renderTargets(t)}
      ${this.renderStop(t)}
      ${this.renderDca(t)}
      <details>
        <summary>${n(`builder.more`)}</summary>
        ${this.renderMore(t)}
      </details>
      <p class="soft small">${n(`builder.left_empty`)}</p>`}renderModification(e){let{t}=this.ctx,n=[[``,t(`origin.kept`)],[`true`,t(`common.yes`)]];return c`${this.renderStop(e)} ${this.renderTargets(e)}
      <div class="pair">
        ${e.select(`cancel_entries`,t(`builder.cancel_entries`),this.form.cancel_entries,n,e=>this.change({cancel_entries:e}))}
      </div>`}renderStop(e){let{stop_loss:t}=this.form;return this.section(e,`stop_loss`,()=>M(this.ctx.t,e,t,e=>this.change({stop_loss:{...t,...e}})))}renderTargets(t){let{t:n}=this.ctx,r=this.form.take_profit;return this.section(t,`take_profit`,()=>this.rows(t,`take_profit`,r,_,(i,a,o,l)=>c`
        ${this.level(t,a,n(`builder.profit_at`),i,o,this.ticket?{multiple:`${a}.multiple`}:{})}
        ${t.number(`${a}.position_percentage`,n(`builder.share`),i.position_percentage,e=>o({position_percentage:e}))}
        ${l===r.length-1||s(i.trailing_distance)?t.number(`${a}.trailing_distance`,n(`builder.trailing`),i.trailing_distance,e=>o({trailing_distance:e})):e}
      `))}renderDca(e){let{t}=this.ctx;return this.section(e,`dca_orders`,()=>this.rows(e,`dca_orders`,this.form.dca_orders,u,(n,r,i)=>c`
        ${this.level(e,r,t(`builder.distance`),n,i)}
        ${e.number(`${r}.quantity_percentage`,t(`builder.dca_size`),n.quantity_percentage,e=>i({quantity_percentage:e}))}
      `))}renderRule(e){let t=this.form.dca_rule;return c`<div class="pair">
        ${x.map(([n,r])=>e.number(`dca_rule.${n}`,this.ctx.t(`builder.${r}`),t[n],e=>this.change({dca_rule:{...t,[n]:e}})))}
      </div>
      ${e.whole(`dca_rule`)}`}renderMore(t){let{t:n}=this.ctx,{form:r}=this,{condition:i,expiration:a}=r,o=[[``,n(`builder.from_bot`)],[`true`,n(`common.yes`)],[`false`,n(`common.no`)]];return c`<div class="pair">
        ${r.kind===`signal`?t.text(`signal_id`,n(`builder.signal_id`),r.signal_id,e=>this.change({signal_id:e})):e}
        ${t.text(`tags`,n(`builder.tags`),r.tags,e=>this.change({tags:e}))}
        ${t.number(`price_offset_percentage`,n(`builder.price_offset`),r.price_offset,e=>this.change({price_offset:e}))}
        ${this.ticket?e:t.number(`max_age`,n(`builder.max_age`),r.max_age,e=>this.change({max_age:e}))}
        ${t.select(`adjust_fee`,n(`builder.adjust_fee`),r.adjust_fee,o,e=>this.change({adjust_fee:e}))}
      </div>
      <h4>${n(`builder.condition`)}</h4>
      <div class="pair">
        ${t.number(`entry_condition.price`,n(`builder.condition_price`),i.price,e=>this.change({condition:{...i,price:e}}))}
        ${t.number(`entry_condition.time`,n(`builder.condition_time`),i.time,e=>this.change({condition:{...i,time:e}}))}
        ${t.select(`entry_condition.operator`,n(`builder.operator`),i.operator,[``,`OR`,`AND`].map(e=>[e,n(`operator.${e||`default`}`)]),e=>this.change({condition:{...i,operator:e}}))}
      </div>
      ${t.whole(`entry_condition`)}
      <h4>${n(`builder.expiration`)}</h4>
      <div class="pair">
        ${t.number(`entry_expiration.time`,n(`builder.expiration_time`),a.time,e=>this.change({expiration:{...a,time:e}}))}
        ${t.number(`entry_expiration.price`,n(`builder.expiration_price`),a.price,e=>this.change({expiration:{...a,price:e}}))}
      </div>
      ${t.whole(`entry_expiration`)}`}section(t,n,r){let{t:i}=this.ctx,a=this.form.origins[n];return c`<fieldset>
      <legend>${i(`builder.${n}`)}</legend>
      <select
        class="field"
        name=${n}
        aria-label=${i(`builder.origin_of`,{name:i(`builder.${n}`)})}
        @change=${e=>this.choose(n,e.target.value)}
      >
        ${this.origins(n).map(e=>c`<option value=${e} ?selected=${e===a}>${i(`origin.${this.originName(e)}`)}</option>`)}
      </select>
      ${a===`signal`?r():e} ${a===`rule`?this.renderRule(t):e} ${t.whole(n)}
    </fieldset>`}origins(e){return e===`dca_orders`?[`bot`,`signal`,`rule`,`none`]:this.modifies&&e===`stop_loss`?[`bot`,`signal`,`break_even`,`none`]:[`bot`,`signal`,`none`]}originName(e){return e===`signal`&&(this.exits||this.ticket)?`here`:e===`bot`&&this.modifies?`kept`:e}get modifies(){return this.form.kind===`signal`&&this.form.action===`modify`&&!this.ticket&&!this.exits}choose(e,t){let n={...this.form.origins,[e]:t},r={};t===`signal`&&e===`take_profit`&&!this.form.take_profit.length&&(r.take_profit=[_]),t===`signal`&&e===`dca_orders`&&!this.form.dca_orders.length&&(r.dca_orders=[u]),this.change({origins:n,...r})}level(e,t,n,r,i,a={}){return e.measured({percentage:`${t}.${S(`price`,`percentage`)}`,price:`${t}.price`,...a},n,r.unit,r.level,({unit:e,value:t})=>i({unit:e,level:t}))}rows(e,t,n,r,i){let{t:a}=this.ctx,o=a(`builder.${t}`),s=e=>this.change({[t]:e});return c`<div class="rows">
        ${n.map((r,l)=>{let u=`${t}[${l}]`;return c`<div class="row" role="group" aria-label=${a(`builder.row`,{name:o,number:l+1})}>
            <div class="pair">${i(r,u,e=>s(n.map((t,n)=>n===l?{...t,...e}:t)),l)}</div>
            <button
              type="button"
              class="icon-button"
              aria-label=${a(`builder.remove_row`,{name:o,number:l+1})}
              @click=${()=>s(n.filter((e,t)=>t!==l))}
            >
              ×
            </button>
            ${e.whole(u)}
          </div>`})}
      </div>
      <button type="button" class="button outlined" @click=${()=>s([...n,r])}>
        ${a(`builder.add_${t}`)}
      </button>`}change(e){this.dispatchEvent(new CustomEvent(`form-changed`,{detail:e}))}static{this.styles=[o,T,l`
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
    `]}};i([n({attribute:!1})],P.prototype,`ctx`,void 0),i([n({attribute:!1})],P.prototype,`form`,void 0),i([n({attribute:!1})],P.prototype,`hook`,void 0),i([n({type:Boolean})],P.prototype,`ticket`,void 0),i([n({type:Boolean})],P.prototype,`exits`,void 0),i([n({attribute:!1})],P.prototype,`errors`,void 0),P=i([r(`tradehook-signal-form`)],P);export{k as n,O as r,D as t};
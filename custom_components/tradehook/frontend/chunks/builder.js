import{a as e,d as t,f as n,g as r,l as i,m as a,p as o,s,t as c,y as l}from"./styles.js";import{r as u}from"./equity.js";import{i as d}from"./localize.js";import{a as f}from"./popup-menu.js";var p=[`open`,`close`,`increase`,`reduce`,`reverse`,`start_bot`,`stop_bot`,`stop_and_close`],m={action:`open`,symbol:``,side:`long`,order_type:`market`,signal_price:``,quote_amount:``,percentage:``,take_profit:[],dca_orders:[],stop_percentage:``},h=new Set([`open`,`reverse`]),g=new Set([`open`,`close`,`increase`,`reduce`,`reverse`]);function _(e){return h.has(e)}function v(e){return g.has(e)}function y(e){return e===`increase`||e===`reduce`}function b(e,t){let{action:n}=e,r={action:n};return v(n)&&(r.exchange=t,r.symbol=e.symbol,r.side=e.side,_(n)?(r.order_type=e.order_type,e.order_type===`limit`&&C(r,`signal_price`,e.signal_price),C(r,`quote_amount`,e.quote_amount),e.dca_orders.length&&(r.dca_orders=e.dca_orders.map(w)),e.take_profit.length&&(r.take_profit=e.take_profit.map(w)),e.stop_percentage.trim()&&(r.stop_loss=w({stop_percentage:e.stop_percentage}))):y(n)&&(r[`${n}_order`]=w({quantity_percentage:e.percentage}))),r}function x(e,t,n){return JSON.stringify({api_key:t,api_secret:n,...e},null,2)}function S(e,t){return`curl -H 'Content-Type: application/json' -d '${JSON.stringify(JSON.parse(t)).replaceAll(`'`,`'\\''`)}' '${e}'`}function C(e,t,n){n.trim()&&(e[t]=T(n))}function w(e){let t=Object.entries(e).filter(([,e])=>e.trim());return Object.fromEntries(t.map(([e,t])=>[e,T(t)]))}function T(e){let t=e.trim();return String(Number(t))===t?Number(t):t}var E=class extends o{render(){let{t:e}=this.ctx,{body:t}=this.answer,n=t.warnings??[];return r`<section class="card" data-answer=${t.status}>
      <h2>${d(e,`signal`,t.status)}</h2>
      ${t.error?r`<p class="error">${t.error} <code>${t.code}</code></p>`:a}
      ${t.errors?.length?r`<ul>
            ${t.errors.map(e=>r`<li><code>${e.path}</code> ${e.message}</li>`)}
          </ul>`:a}
      ${n.map(e=>r`<p>${e.message??String(e)}</p>`)}
      ${t.plan?this.renderPlan(t.plan):a}
    </section>`}renderPlan(e){let{t,format:n}=this.ctx;return e.orders?.length?r`<p class="soft">${t(`builder.plan`,{symbol:i(e.symbol)})}</p>
      <ul>
        ${e.orders.map(e=>r`<li>
            <span>${d(t,`purpose`,e.purpose)} · ${t(`side.${e.side}`)} · ${d(t,`order_type`,e.order_type)}</span>
            <span class="number">${n.number(e.amount)} @ ${n.number(e.price)}</span>
          </li>`)}
        ${e.cost?r`<li><b>${t(`builder.cost`)}</b><span class="number">${n.money(e.cost,e.currency)}</span></li>`:a}
        ${e.worst_loss?r`<li><b>${t(`builder.worst_loss`)}</b><span class="number loss">${n.money(e.worst_loss,e.currency)}</span></li>`:a}
      </ul>`:r`<p>${t(`builder.plan_nothing`)}</p>`}static{this.styles=[c,l`
      section {
        display: grid;
        gap: 16px;
        min-width: 0;
        padding: 16px;
      }
      p {
        margin: 0;
      }
      ul {
        list-style: none;
        margin: 0;
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
    `]}};e([n({attribute:!1})],E.prototype,`ctx`,void 0),e([n({attribute:!1})],E.prototype,`answer`,void 0),E=e([u(`tradehook-answer`)],E);var D=class extends o{constructor(...e){super(...e),this.accounts=[],this.chosen=``,this.form=m,this.secret=``,this.curl=!1,this.busy=!1,this.error=``}get bots(){return this.accounts.flatMap(e=>e.loaded?e.bots.map(t=>({account:e,bot:t})):[])}get picked(){return this.bots.find(({bot:e})=>e.bot_id===this.chosen)}disconnectedCallback(){super.disconnectedCallback(),this.secret=``}willUpdate(e){let t=this.bots[0];!this.picked&&t&&this.pick(t.bot.bot_id)}async pick(e){this.chosen=e,this.hook=void 0,this.answer=void 0,this.error=``;let{picked:t}=this;if(t)try{let n=await this.ctx.api.webhook(t.account.account,e);if(this.chosen!==e)return;this.hook=n;let r=n.symbols.includes(this.form.symbol),i=n.symbols.find(e=>e.endsWith(`_BTC`))??n.symbols[0]??``;r||(this.form={...this.form,symbol:i})}catch(e){this.error=s(e)}}render(){let{t:e}=this.ctx;return this.bots.length?r`<div class="columns">
      <form class="card" @submit=${e=>e.preventDefault()}>
        <h2>${e(`builder.signal`)}</h2>
        ${this.renderForm()}
      </form>
      <div class="side">${this.renderMessage()}
        <div role="status">
          ${this.error?r`<p class="card note error">${this.error}</p>`:a}
          ${this.answer?r`<tradehook-answer .ctx=${this.ctx} .answer=${this.answer}></tradehook-answer>`:a}
        </div>
      </div>
    </div>`:r`<div class="card empty">
        <h2>${e(`builder.none`)}</h2>
        <p class="soft">${e(`overview.no_bots`)}</p>
      </div>`}renderForm(){let{t:e}=this.ctx,{form:t,hook:n}=this;return r`
      ${this.select(`bot`,this.chosen,this.bots.map(({bot:e,account:t})=>[e.bot_id,`${e.name} · ${t.name}`]),e=>void this.pick(e))}
      ${this.select(`action`,t.action,p.filter(e=>e!==`reverse`||n?.market_type===`linear`).map(t=>[t,d(e,`action`,t)]),e=>this.change({action:e}))}
      ${v(t.action)?r`<div class="pair">
            ${this.select(`symbol`,t.symbol,(n?.symbols??[]).map(e=>[e,e]),e=>this.change({symbol:e}))}
            ${this.select(`side`,t.side,[`long`,`short`].map(t=>[t,e(`side.${t}`)]),e=>this.change({side:e}))}
          </div>`:a}
      ${_(t.action)?this.renderOpening():a}
      ${y(t.action)?this.number(`${t.action}_percentage`,t.percentage,e=>this.change({percentage:e})):a}
    `}renderOpening(){let{t:e}=this.ctx,{form:t}=this;return r`<div class="pair">
        ${this.select(`order_type`,t.order_type,[`market`,`limit`].map(t=>[t,e(`order_type.${t}`)]),e=>this.change({order_type:e}))}
        ${t.order_type===`limit`?this.number(`signal_price`,t.signal_price,e=>this.change({signal_price:e})):a}
        ${this.number(`quote_amount`,t.quote_amount,e=>this.change({quote_amount:e}))}
        ${this.number(`stop_percentage`,t.stop_percentage,e=>this.change({stop_percentage:e}))}
      </div>
      ${this.rows(`take_profit`,[`price_percentage`,`position_percentage`])}
      ${this.rows(`dca_orders`,[`price_percentage`,`quantity_percentage`])}
      <p class="soft small">${e(`builder.left_empty`)}</p>`}rows(e,t){let{t:n}=this.ctx,i=this.form[e],a=t=>this.change({[e]:t});return r`<fieldset>
      <legend>${n(`builder.${e}`)}</legend>
      ${i.map((o,s)=>r`<div class="line">
          ${t.map(t=>this.number(`${e}_${t}`,o[t]??``,e=>a(i.map((n,r)=>r===s?{...n,[t]:e}:n))))}
          <button
            type="button"
            class="button plain"
            aria-label=${n(`builder.remove_row`,{name:n(`builder.${e}`),number:s+1})}
            @click=${()=>a(i.filter((e,t)=>t!==s))}
          >
            ${n(`builder.remove`)}
          </button>
        </div>`)}
      <button
        type="button"
        class="button outlined"
        @click=${()=>a([...i,Object.fromEntries(t.map(e=>[e,e===`price_percentage`?String(i.length+1):`100`]))])}
      >
        ${n(`builder.add_${e}`)}
      </button>
    </fieldset>`}select(e,t,n,i){return r`<label class="labelled">
      <span>${this.ctx.t(`builder.${e}`)}</span>
      <select class="field" name=${e} @change=${e=>i(e.target.value)}>
        ${n.map(([e,n])=>r`<option value=${e} ?selected=${e===t}>${n}</option>`)}
      </select>
    </label>`}number(e,t,n){return r`<label class="labelled">
      <span>${this.ctx.t(`builder.${e}`)}</span>
      <input
        class="field"
        name=${e}
        inputmode="decimal"
        autocomplete="off"
        .value=${t}
        @input=${e=>n(e.target.value)}
      />
    </label>`}change(e){this.form={...this.form,...e},this.answer=void 0,this.error=``}get signal(){return b(this.form,this.hook?.exchange??``)}get text(){let{hook:e}=this;if(!e)return``;let t=x(this.signal,e.api_key,this.secret||this.ctx.t(`builder.secret_here`));return this.curl?S(e.url,t):t}renderMessage(){let{t:e}=this.ctx;return r`<section class="card">
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
          .value=${this.secret}
          @input=${e=>this.secret=e.target.value}
        />
      </label>
      <label class="labelled">
        <span>${e(this.curl?`builder.as_curl`:`builder.as_message`)}</span>
        <textarea class="field mono" id="message" rows="12" readonly dir="ltr" .value=${this.text}></textarea>
      </label>
      <div class="actions">
        <button class="button plain" @click=${()=>this.curl=!this.curl}>
          ${e(this.curl?`builder.show_message`:`builder.show_curl`)}
        </button>
        <button class="button outlined" @click=${()=>this.copy(`url`)}>${e(`builder.copy_url`)}</button>
        <button class="button outlined" @click=${()=>this.copy(`message`)}>
          ${e(this.curl?`builder.copy_curl`:`builder.copy_message`)}
        </button>
      </div>
      <div class="actions">
        <button class="button outlined" ?disabled=${this.busy||!this.hook} @click=${this.test}>
          ${this.busy?e(`common.working`):e(`builder.test`)}
        </button>
        <button class="button" ?disabled=${this.busy||!this.hook} @click=${this.send}>${e(`builder.send`)}</button>
      </div>
    </section>`}async copy(e){let t=this.renderRoot.querySelector(`#${e}`);await f(t)&&this.ctx.say(this.ctx.t(`common.copied`))}async test(){this.busy=!0;try{this.answer=await this.give({...this.signal,test:!0}),this.error=``}catch(e){this.error=s(e)}finally{this.busy=!1}}send(){let{t:e}=this.ctx,{signal:t,picked:n}=this,r=`${d(e,`action`,this.form.action)}${v(this.form.action)?` ${this.form.symbol} ${e(`side.${this.form.side}`)}`:``}`;this.ctx.ask({title:e(`builder.send_title`),text:e(`builder.send_text`,{what:r,name:n?.bot.name??``}),confirm:e(`builder.send`),act:async()=>{let n=await this.give(t);if(this.answer=n,n.status>=300)throw Error(n.body.error??n.body.status);return e(`builder.sent`)}})}async give(e){let{picked:t}=this;if(!t)throw Error(this.ctx.t(`builder.none`));return this.ctx.api.sendSignal(t.account.account,t.bot.bot_id,e)}static{this.styles=[c,l`
      .columns {
        align-items: start;
        display: grid;
        gap: 16px;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr));
      }
      .side {
        display: grid;
        gap: 16px;
      }
      form,
      section {
        display: grid;
        gap: 16px;
        min-width: 0;
        padding: 16px;
      }
      .pair {
        align-items: end;
        display: grid;
        gap: 16px;
        grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
      }
      fieldset {
        border: 1px solid var(--th-line);
        border-radius: var(--th-radius);
        margin: 0;
        min-width: 0;
        padding: 12px 16px 16px;
      }
      legend {
        padding: 0 4px;
      }
      .line {
        align-items: end;
        display: grid;
        gap: 8px;
        grid-template-columns: 1fr 1fr auto;
        margin-bottom: 12px;
      }
      .line .button {
        padding: 8px;
      }
      .mono {
        font-family: var(--ha-font-family-code, monospace);
        font-size: 13px;
        resize: vertical;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: flex-end;
      }
      .small {
        font-size: 12px;
        margin: 0;
      }
      .note {
        margin: 0;
        padding: 16px;
      }
    `]}};e([n({attribute:!1})],D.prototype,`ctx`,void 0),e([n({attribute:!1})],D.prototype,`accounts`,void 0),e([t()],D.prototype,`chosen`,void 0),e([t()],D.prototype,`hook`,void 0),e([t()],D.prototype,`form`,void 0),e([t()],D.prototype,`secret`,void 0),e([t()],D.prototype,`curl`,void 0),e([t()],D.prototype,`answer`,void 0),e([t()],D.prototype,`busy`,void 0),e([t()],D.prototype,`error`,void 0),D=e([u(`tradehook-builder`)],D);export{D as BuilderView};
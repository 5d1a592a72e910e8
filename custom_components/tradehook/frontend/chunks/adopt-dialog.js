import{g as e,n as t,p as n,r,v as i,x as a}from"./styles.js";import{_ as o,n as s,r as c}from"./message.js";import{t as l}from"./form-dialog.js";import"./signal-form.js";var u=`tradehook-adopted`,d=class extends l{constructor(...e){super(...e),this.size=``,this.entryPrice=``,this.cancelOrders=!1,this.form=s}begin(e){this.cancelOrders=!1,this.size=e.available,this.entryPrice=e.entry_price??``,this.form={...s,origins:{...s.origins,stop_loss:`signal`,take_profit:`none`},take_profit:[c]}}heading(e){return this.ctx.t(`adopt.title`,{name:e})}fields(t){let{t:n,format:r}=this.ctx,a=this.most(t);return i`<p>${n(`adopt.text`)}</p>
      <dl data-facts>
        <div>
          <dt class="soft">${n(`adopt.present`)}</dt>
          <dd class="number">${t.price?r.money(t.price,t.quote):n(`unowned.no_price`)}</dd>
        </div>
      </dl>
      ${this.orders(t)}
      ${this.number(`size`,n(`adopt.size`,{base:t.base,most:r.number(a)}),this.size,e=>this.size=e)}
      ${this.number(`entry_price`,n(`adopt.entry_price`,{quote:t.quote}),this.entryPrice,e=>this.entryPrice=e)}
      <tradehook-signal-form
        exits
        .ctx=${this.ctx}
        .form=${this.form}
        @form-changed=${e=>this.form={...this.form,...e.detail}}
      ></tradehook-signal-form>
      <p class="soft">${n(`adopt.percentages`)}</p>
      ${this.form.origins.stop_loss===`none`?i`<p class="error">${n(`exits.unprotected`)}</p>`:e}`}most(e){return this.cancelOrders?e.size:e.available}orders(t){let{t:n,format:r}=this.ctx;return t.orders.length?i`<fieldset>
      <legend>${n(`adopt.orders`)}</legend>
      <ul>
        ${t.orders.map(({remaining:e,price:a,trigger:o})=>{let s=e?`${r.number(e)} ${t.base}`:n(`adopt.order_all`),c=o??a;return i`<li>
            ${c?n(`adopt.order`,{amount:s,price:r.money(c,t.quote)}):n(`adopt.order_market`,{amount:s})}
          </li>`})}
      </ul>
      <label class="choice">
        <input
          type="checkbox"
          name="cancel_orders"
          .checked=${this.cancelOrders}
          @change=${e=>this.chooseOrders(t,e.target.checked)}
        />
        <span>
          <b>${n(`adopt.cancel_orders`)}</b>
          <span class="soft">${n(`adopt.cancel_orders_means`)}</span>
        </span>
      </label>
    </fieldset>`:e}chooseOrders(e,t){let n=this.size===this.most(e);this.cancelOrders=t,n&&(this.size=this.most(e))}confirm(){return this.ctx.t(`adopt.confirm`)}ready(){return this.size!==``}focusWrong(){let e=this.renderRoot.querySelector(`tradehook-signal-form`)?.shadowRoot;return super.focusWrong()||(e?super.focusWrong(e):!1)}async act(e){let{t,api:n}=this.ctx,{take_profit:r,stop_loss:i}=o(this.form,``),{cancelled_orders:a}=await n.adopt(e.account,{symbol:e.symbol,side:e.side,size:this.size,...this.entryPrice?{entry_price:this.entryPrice}:{},exits:{...r===void 0?{}:{take_profit:r},...i===void 0?{}:{stop_loss:i}},cancel_orders:this.cancelOrders});this.dispatchEvent(new Event(u));let s=a.length;return s?t(`adopt.done_cancelled`,{count:s}):t(`adopt.done`)}static{this.styles=[l.styles,a`
      tradehook-signal-form {
        margin-top: 16px;
      }
      ul {
        margin: 8px 0 0;
        padding-inline-start: 20px;
      }
    `]}};r([n()],d.prototype,`size`,void 0),r([n()],d.prototype,`entryPrice`,void 0),r([n()],d.prototype,`cancelOrders`,void 0),r([n()],d.prototype,`form`,void 0),d=r([t(`tradehook-adopt-dialog`)],d);export{u as ADOPTED,d as AdoptDialog};
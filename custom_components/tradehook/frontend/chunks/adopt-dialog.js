import{d as e,g as t,m as n,n as r,r as i,y as a}from"./styles.js";import{_ as o,n as s,r as c}from"./message.js";import{t as l}from"./form-dialog.js";import"./signal-form.js";var u=`tradehook-adopted`,d=class extends l{constructor(...e){super(...e),this.size=``,this.entryPrice=``,this.cancelOrders=!1,this.form=s}begin(e){this.cancelOrders=!1,this.size=e.available,this.entryPrice=e.entry_price??``,this.form={...s,origins:{...s.origins,stop_loss:`signal`,take_profit:`none`},take_profit:[c]}}heading(e){return this.ctx.t(`adopt.title`,{name:e})}fields(e){let{t:r,format:i}=this.ctx,a=this.most(e);return t`<p>${r(`adopt.text`)}</p>
      <dl data-facts>
        <div>
          <dt class="soft">${r(`adopt.present`)}</dt>
          <dd class="number">${e.price?i.money(e.price,e.quote):r(`unowned.no_price`)}</dd>
        </div>
      </dl>
      ${this.orders(e)}
      ${this.number(`size`,r(`adopt.size`,{base:e.base,most:i.number(a)}),this.size,e=>this.size=e)}
      ${this.number(`entry_price`,r(`adopt.entry_price`,{quote:e.quote}),this.entryPrice,e=>this.entryPrice=e)}
      <tradehook-signal-form
        exits
        .ctx=${this.ctx}
        .form=${this.form}
        @form-changed=${e=>this.form={...this.form,...e.detail}}
      ></tradehook-signal-form>
      <p class="soft">${r(`adopt.percentages`)}</p>
      ${this.form.origins.stop_loss===`none`?t`<p class="error">${r(`exits.unprotected`)}</p>`:n}`}most(e){return this.cancelOrders?e.size:e.available}orders(e){let{t:r,format:i}=this.ctx;return e.orders.length?t`<fieldset>
      <legend>${r(`adopt.orders`)}</legend>
      <ul>
        ${e.orders.map(({remaining:n,price:a,trigger:o})=>{let s=n?`${i.number(n)} ${e.base}`:r(`adopt.order_all`),c=o??a;return t`<li>
            ${c?r(`adopt.order`,{amount:s,price:i.money(c,e.quote)}):r(`adopt.order_market`,{amount:s})}
          </li>`})}
      </ul>
      <label class="choice">
        <input
          type="checkbox"
          name="cancel_orders"
          .checked=${this.cancelOrders}
          @change=${t=>this.chooseOrders(e,t.target.checked)}
        />
        <span>
          <b>${r(`adopt.cancel_orders`)}</b>
          <span class="soft">${r(`adopt.cancel_orders_means`)}</span>
        </span>
      </label>
    </fieldset>`:n}chooseOrders(e,t){let n=this.size===this.most(e);this.cancelOrders=t,n&&(this.size=this.most(e))}confirm(){return this.ctx.t(`adopt.confirm`)}ready(){return this.size!==``}async act(e){let{t,api:n}=this.ctx,{take_profit:r,stop_loss:i}=o(this.form,``),{cancelled_orders:a}=await n.adopt(e.account,{symbol:e.symbol,side:e.side,size:this.size,...this.entryPrice?{entry_price:this.entryPrice}:{},exits:{...r===void 0?{}:{take_profit:r},...i===void 0?{}:{stop_loss:i}},cancel_orders:this.cancelOrders});this.dispatchEvent(new Event(u));let s=a.length;return s?t(`adopt.done_cancelled`,{count:s}):t(`adopt.done`)}static{this.styles=[l.styles,a`
      tradehook-signal-form {
        margin-top: 16px;
      }
      ul {
        margin: 8px 0 0;
        padding-inline-start: 20px;
      }
    `]}};i([e()],d.prototype,`size`,void 0),i([e()],d.prototype,`entryPrice`,void 0),i([e()],d.prototype,`cancelOrders`,void 0),i([e()],d.prototype,`form`,void 0),d=i([r(`tradehook-adopt-dialog`)],d);export{u as ADOPTED,d as AdoptDialog};
import{g as e,n as t,p as n,r,v as i,x as a}from"./styles.js";import{c as o}from"./actions.js";import{f as s}from"./message.js";import{t as c}from"./form-dialog.js";var l=[`25`,`50`,`75`,`100`],u=class extends c{constructor(...e){super(...e),this.action=`increase`,this.by=`quantity_percentage`,this.amount=``,this.type=`market`,this.price=``}resize(e,t){return this.action=t,this.ask(e)}begin(e){this.by=`quantity_percentage`,this.amount=`50`,this.type=`market`,this.price=e.mark_price??``,this.sent=void 0}heading(e){return this.ctx.t(`resize.${this.action}_title`,{name:e})}fields(t){let{t:n}=this.ctx,r=[[`quantity_percentage`,n(`resize.${this.action}_percentage`)],[`quote_amount`,t.quote],[`base_amount`,t.base]];return i`<p class="soft">${n(`resize.${this.action}_text`)}</p>
      <div class="row">
        ${this.number(`amount`,n(`resize.amount`),this.amount,e=>this.amount=e)}
        <label class="labelled">
          <span>${n(`resize.unit`)}</span>
          <select class="field" name="by" @change=${this.choose}>
            ${r.map(([e,t])=>i`<option value=${e} ?selected=${e===this.by}>${t}</option>`)}
          </select>
        </label>
      </div>
      ${this.by===`quantity_percentage`?i`<div class="quick" role="group" aria-label=${n(`resize.quick`)}>
            ${l.map(e=>i`<button
                type="button"
                class="button outlined"
                aria-pressed=${String(this.amount===e)}
                @click=${()=>this.amount=e}
              >
                ${e} %
              </button>`)}
          </div>`:e}
      <p class="number" data-estimate>${this.estimate(t)}</p>
      <div class="row">
        <label class="labelled">
          <span>${n(`resize.order`)}</span>
          <select
            class="field"
            name="type"
            @change=${e=>this.type=e.target.value}
          >
            ${[`market`,`limit`].map(e=>i`<option value=${e} ?selected=${e===this.type}>${n(`order_type.${e}`)}</option>`)}
          </select>
        </label>
        ${this.type===`limit`?this.number(`price`,n(`resize.price`,{quote:t.quote}),this.price,e=>this.price=e):e}
      </div>`}estimate(e){let{t,format:n}=this.ctx,r=Number(this.amount),i=Number(this.type===`limit`&&this.price?this.price:e.mark_price),a=this.action===`reduce`?Number(e.size):d(e),o=this.by===`base_amount`?r:this.by===`quote_amount`?r/i:a*r/100;if(!(o>0)||!Number.isFinite(o))return``;let s=e.amount_step?.split(`.`)[1]?.replace(/0+$/,``).length??0,c=`${n.number(o.toFixed(s),s)} ${e.base}`,l=i>0?n.money(String(o*i),e.quote):`–`;return t(this.action===`reduce`&&o>=Number(e.size)?`resize.estimate_all`:`resize.estimate`,{size:c,money:l})}present(e){let{positions:t}=this.ctx.live;return t?t.get(e.position_id):e}confirm(){return this.ctx.t(`resize.${this.action}_confirm`)}danger(){return this.action===`reduce`}ready(){return this.amount!==``}async act(e){let{action:t,by:n,amount:r,type:i,price:a}=this,o={action:t,symbol:e.symbol,side:e.side,signal_id:e.signal_id,order_type:i,[`${t}_order`]:{[n]:r,...i===`limit`&&a?{price:a}:{}}},{status:s,warnings:c=[]}=await this.ctx.api.command(e.account,e.bot_id,{...o,request_id:this.requestId(JSON.stringify(o))});return{said:this.ctx.t(s===`duplicate`?`builder.duplicate`:`resize.${t}_done`),warnings:c}}requestId(e){return this.sent?.signal!==e&&(this.sent={signal:e,request_id:s(this.action)}),this.sent.request_id}choose(e){this.by=e.target.value,this.amount=this.by===`quantity_percentage`?`50`:``}static{this.styles=[c.styles,a`
      .quick {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 8px;
      }
      .quick .button {
        min-height: 36px;
        padding: 4px 14px;
      }
      .quick [aria-pressed="true"] {
        background: color-mix(in srgb, var(--primary-color) 18%, transparent);
      }
      @media (max-width: 480px) {
        .row {
          grid-template-columns: minmax(0, 0.6fr) minmax(0, 1fr);
        }
        .row .field {
          padding-inline: 8px;
        }
      }
      [data-estimate] {
        min-height: 1.5em;
      }
    `]}};r([n()],u.prototype,`action`,void 0),r([n()],u.prototype,`by`,void 0),r([n()],u.prototype,`amount`,void 0),r([n()],u.prototype,`type`,void 0),r([n()],u.prototype,`price`,void 0),u=r([t(`tradehook-resize-dialog`)],u);function d(e){return e.orders.filter(e=>e.purpose===`entry`&&(o(e.status)||Number(e.filled))).reduce((e,t)=>e+Number(o(t.status)?t.amount:t.filled),0)}export{u as ResizeDialog,d as entryAmount};
import{g as e,h as t,l as n,m as r,n as i,o as a,p as o,r as s,s as c,t as l,v as u,x as d}from"./styles.js";import{i as f}from"./live-host.js";import{i as p}from"./candles.js";import{_ as m,a as h,f as g}from"./message.js";import"./answer.js";import{n as _,t as v}from"./purse.js";import{t as y}from"./sentence.js";import"./signal-form.js";import{n as b,r as x}from"./plan.js";import"./chart.js";import{t as S}from"./builder-styles.js";var C=60,w={is:`order`,order:`entry`};function T(e){return{is:`order`,order:`dca ${e}`}}var E=class extends t{constructor(...e){super(...e),this.candles=[],this.symbol=``,this.holding=!1,this.drop=()=>{this.holding=!1,this.draft&&this.tell(this.draft)}}willUpdate(e){this.symbol!==this.form.symbol&&(this.plan=this.draft=void 0),this.symbol=this.form.symbol;let t=x(this.answer.body.plan??{});e.has(`answer`)&&t.orders?.length&&(this.plan=t,this.holding||(this.draft=void 0))}render(){let{t,format:n}=this.ctx,{plan:r}=this;if(!r?.orders||!this.candles.length)return e;let i=r.orders.flatMap(e=>this.levelOf(e)),o=`${a(r.symbol??``)} ${t(`side.${r.side}`)}`;return u`<section
      class="card"
      data-ticket-chart
      @level-moved=${e=>this.move(e.detail)}
      @drag-begins=${()=>this.holding=!0}
      @drag-ends=${this.drop}
      @drag-cancelled=${()=>this.draft=void 0}
    >
      <h3>${t(`position.chart`)}</h3>
      <tradehook-chart
        .t=${t}
        .candles=${this.candles}
        .levels=${i}
        .draft=${this.draft}
        .movable=${!0}
        .anchor=${i.find(({kind:e})=>e===`entry`)?.price??r.price??null}
        .interval=${C}
        .tick=${this.answer.market?.price_tick??null}
        .format=${n}
        .label=${t(`position.chart_of`,{name:o})}
      ></tradehook-chart>
    </section>`}levelOf({purpose:e,leg:t,price:n,trigger:r}){let{t:i}=this.ctx,{origins:a,order_type:o,take_profit:s,dca_orders:c}=this.form,l=r??n;if(!l)return[];let u=(e,t)=>t?{key:e}:{};switch(e){case`take_profit`:{let e=a.take_profit===`signal`&&t<s.length;return[{kind:`take_profit`,name:`${i(`level.take_profit`)} ${t+1}`,price:l,...u({is:`target`,leg:t},e)}]}case`stop_loss`:return t?[{kind:`stop`,name:i(`level.emergency`),price:l}]:[{kind:`stop`,name:i(`level.stop`),price:l,...u({is:`stop`},a.stop_loss===`signal`)}];case`dca`:{let e=a.dca_orders===`signal`&&t<c.length;return[{kind:`dca`,name:`${i(`level.dca`)} ${t+1}`,price:l,...u(T(t),e)}]}case`entry`:return[{kind:`entry`,name:i(`level.entry`),price:l,...u(w,o===`limit`)}];default:return[]}}move(e){this.draft=e,this.holding||this.tell(e)}tell({level:{key:e},price:t}){let{form:n}=this,r={signal_price:t};e?.is===`stop`&&(r={stop_loss:{...n.stop_loss,unit:`price`,level:t}});let i={unit:`price`,level:t};e?.is===`target`&&(r={take_profit:n.take_profit.map((t,n)=>n===e.leg?{...t,...i}:t)}),e?.is===`order`&&e.order!==w.order&&(r={dca_orders:n.dca_orders.map((t,n)=>T(n).order===e.order?{...t,...i}:t)}),this.dispatchEvent(new CustomEvent(`form-changed`,{detail:r,bubbles:!0,composed:!0}))}static{this.styles=[l,d`
      :host {
        display: block;
        min-width: 0;
      }
    `]}};s([r({attribute:!1})],E.prototype,`ctx`,void 0),s([r({attribute:!1})],E.prototype,`answer`,void 0),s([r({attribute:!1})],E.prototype,`form`,void 0),s([r({attribute:!1})],E.prototype,`candles`,void 0),s([o()],E.prototype,`draft`,void 0),E=s([i(`tradehook-ticket-chart`)],E);var D=8;function O({size_unit:e}){return e===`margin_percentage`||e===`risk_percentage`}function k(e,t){let[n,r=``]=t.toFixed(10).split(`.`);return{...e,size_unit:`quote_amount`,size:`${n}.${r.slice(0,D)}`}}function A(e){return O(e)||N(e)}function j(e){let t=O(e)?{...e,size_unit:`quote_amount`,size:``}:e;return N(t)?P(t,e=>e):t}function M(e,t){let n=O(e)?I(e,t):{form:e};if(`missing`in n||!N(e))return n;let r=F(x(t.body.plan??{}));return r?{form:P(n.form,e=>{let t=Number(e)*r;return e.trim()&&Number.isFinite(t)?String(Number(t.toFixed(4))):e})}:{missing:`needs_stop_multiple`}}function N({origins:e,take_profit:t}){return e.take_profit===`signal`&&t.some(({unit:e})=>e===`multiple`)}function P(e,t){let n=e.take_profit.map(e=>e.unit===`multiple`?{...e,unit:`percentage`,level:t(e.level)}:e);return{...e,take_profit:n}}function F({orders:e=[],price:t}){let n=Number(e.find(({purpose:e})=>e===`entry`)?.price??t),r=e.find(({purpose:e,leg:t})=>e===`stop_loss`&&!t),i=Number(r?.trigger??r?.price);return n>0&&i>0&&i!==n?100*Math.abs(n-i)/n:void 0}function I(e,t){let n=Number(e.size);if(!(n>0&&n<=100))return{missing:`needs_size`};let r=Number(e.size_unit===`risk_percentage`?t.equity:t.free_balance);if(!(r>0))return{missing:`needs_balance`};let i=x(t.body.plan??{}),a=Number(i.entry_notional);if(e.size_unit===`margin_percentage`)return{form:k(e,r*n/100*(i.leverage??1))};let o=Number(i.worst_loss);return!i.orders?.some(({purpose:e})=>e===`stop_loss`)||!(o>0)||!(a>0)?{missing:`needs_stop`}:{form:k(e,r*n/100*a/o)}}var L={...h,order_type:`market`,timestamp:!1},R=L,z=300,B=60,V=5e3,H=class extends t{constructor(...e){super(...e),this.accounts=[],this.chosen=``,this.form=R,this.missing=``,this.unread=!1,this.judged=!0,this.stale=!0,this.error=``,this.candles=[],this.price=null,this.following=``,this.asked=0,this.world=``}get places(){return this.accounts.flatMap(e=>{let t=e.loaded?e.bots.find(({manual:e})=>e):void 0;return t?[{account:e,bot:t}]:[]})}get place(){return this.places.find(({account:e})=>e.account===this.chosen)}connectedCallback(){super.connectedCallback(),this.again=setInterval(()=>this.refresh(),V)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.again),clearTimeout(this.timer),this.asked+=1,this.unfollow()}willUpdate(e){let t=this.places[0];!this.place&&t&&this.pick(t.account.account);let{account:n,bot:r}=this.place??{},i=JSON.stringify([n?.account,r?.status,r?.open_positions,n?.trading_enabled]);i!==this.world&&this.judged&&this.markets&&this.change({},0),this.world=i}async pick(e){this.chosen=e,this.markets=this.answer=this.exact=void 0,this.stale=!0,this.error=``,this.asked+=1,this.unfollow();let{place:t}=this;if(t)try{let n=await this.ctx.api.botMarkets(e,t.bot.bot_id);if(this.chosen!==e)return;this.markets=n;let{symbols:r}=n,i=r.find(e=>e.endsWith(`_BTC`))??r[0]??``;this.change(r.includes(this.form.symbol)?{}:{symbol:i},0)}catch(t){this.chosen===e&&(this.error=f(t))}}render(){let{t}=this.ctx,{place:n}=this;return n?u`<div class="columns">
      <form class="card" @submit=${e=>e.preventDefault()}>
        ${this.named===``?e:u`<h2>${this.named??t(`ticket.title`)}</h2>`}
        <label class="labelled">
          <span>${t(`ticket.account`)}</span>
          <select
            class="field"
            name="account"
            @change=${e=>void this.pick(e.target.value)}
          >
            ${this.places.map(({account:e})=>u`<option value=${e.account} ?selected=${e.account===this.chosen}>
                ${e.name} · ${t(e.type===`live`?`purse.live`:`purse.paper`)}
              </option>`)}
          </select>
        </label>
        ${v(t,_(n.account))} ${this.renderPrice()}
        <tradehook-signal-form
          ticket
          .ctx=${this.ctx}
          .form=${this.form}
          .hook=${this.markets}
          .errors=${this.answer?.body.errors??[]}
          @form-changed=${e=>this.change(e.detail)}
        ></tradehook-signal-form>
        <button type="button" class="button plain afresh" @click=${()=>this.change({...L,symbol:this.form.symbol},0)}>
          ${t(`builder.clear`)}
        </button>
      </form>
      <div class="side">
        ${this.renderVerdict()}
        ${this.answer&&this.judged&&!this.missing?u`<tradehook-ticket-chart
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.form}
              .candles=${this.candles}
              @form-changed=${e=>this.change(e.detail)}
            ></tradehook-ticket-chart>`:e}
      </div>
    </div>`:u`<p class="card empty soft">${t(`ticket.none`)}</p>`}renderPrice(){let{t,format:n}=this.ctx;if(!this.following)return e;let r=this.price??x(this.answer?.body.plan??{}).price??null;return u`<p class="bar" data-price>
      <span class="soft">${t(`ticket.price`,{market:a(this.following)})}</span>
      <b class="number">${r===null?`–`:n.price(r,this.answer?.market?.price_tick??null)}</b>
    </p>`}renderVerdict(){let{t}=this.ctx;return u`<section class="card" data-stale=${String(this.stale)} aria-busy=${String(this.stale)}>
      <h2>${t(this.judged?`builder.verdict`:`builder.answer`)}</h2>
      <div role="status" class="status">
        ${this.error?u`<p class="error">${y(this.error)}</p>`:e}
        ${this.missing?u`<p class="error" data-missing>${t(`ticket.${this.missing}`)}</p>`:e}
        ${this.unread?u`<p class="error" data-unread>${t(`verdict.marked`)}</p>`:e}
        ${this.answer&&!this.missing?u`<tradehook-answer
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.exact??this.form}
              .candles=${this.candles}
              .account=${this.chosen}
              ?judged=${this.judged}
              ?brief=${this.judged}
            ></tradehook-answer>`:this.error||this.missing||this.unread?e:u`<p class="soft">${t(`common.loading`)}</p>`}
      </div>
      <div class="actions">
        <button class="button" data-open ?disabled=${!this.sendable} @click=${this.send}>${t(`ticket.open`)}</button>
      </div>
    </section>`}change(e,t=z){this.form=R={...this.form,...e},this.stale=!0,this.asked+=1,clearTimeout(this.timer),this.timer=setTimeout(()=>void this.check(),t)}refresh(){this.answer&&this.judged&&!this.stale&&!document.hidden&&this.check()}async check(){let{place:e,markets:t,form:r}=this;if(!e||!t)return;this.asked+=1;let{asked:i}=this;if(n(m(r,t.exchange))){this.answer=this.exact=void 0,this.missing=this.error=``,this.unread=this.judged=!0,this.stale=!1;return}this.unread=!1;let a=n=>this.ctx.api.checkSignal(e.account.account,e.bot.bot_id,m(n,t.exchange));try{let e=A(r)?void 0:r,t=``,n=await a(j(r));if(i!==this.asked)return;if(A(r)){let o=M(r,n);if(`form`in o){if(e=o.form,n=await a(e),i!==this.asked)return}else(n.body.plan||o.missing===`needs_size`)&&(t=o.missing)}this.exact=e,this.missing=t,this.show(n,!0)}catch(e){i===this.asked&&(this.error=f(e))}}show(e,t){let{market:n,currency:r,equity:i,free_balance:a}=this.answer??{};this.answer=t?e:{market:n??null,currency:r??``,equity:i??null,free_balance:a??null,...e},this.judged=t,this.stale=!1,this.error=``;let o=x(e.body.plan??{}).symbol;o&&this.follow(o)}async follow(e){if(this.following===e)return;this.unfollow(),this.following=e;let t=this.chosen,n=()=>this.following===e&&this.chosen===t&&this.isConnected;try{let r=await this.ctx.api.market(t,e,B,e=>{n()&&(this.candles=p(this.candles,e),this.price=e.price)},{since:Math.floor(Date.now()/1e3)});n()?this.end=r:r()}catch{n()&&this.unfollow()}}unfollow(){this.end?.(),this.end=void 0,this.following=``,this.price=null,this.candles=[]}get sendable(){let{answer:e}=this;return!!(e&&this.exact)&&this.judged&&!this.stale&&!this.missing&&e.status<300}send(){let{t:e,format:t,api:n}=this.ctx,{place:r,markets:i,exact:a,answer:o}=this;if(!r||!i||!a||!o||!this.sendable)return;let{account:s,bot:l}=r,u=g(`ticket`),d={...m(a,i.exchange),request_id:u};this.ctx.ask({title:e(`ticket.open_title`,{name:`${c(a.symbol)} ${e(`side.${a.side}`)}`}),purse:_(s),text:e(`ticket.text`),facts:b(e,t,o),confirm:e(`ticket.open`),act:async()=>{clearTimeout(this.timer),this.asked+=1;let t=await n.sendSignal(s.account,l.bot_id,d);if(this.show(t,!1),t.status>=300)throw Error(t.body.error??t.body.status);return e(t.body.status===`duplicate`?`builder.duplicate`:`ticket.opened`)}})}static{this.styles=[l,S]}};s([r({attribute:!1})],H.prototype,`ctx`,void 0),s([r({attribute:!1})],H.prototype,`accounts`,void 0),s([r()],H.prototype,`named`,void 0),s([o()],H.prototype,`chosen`,void 0),s([o()],H.prototype,`markets`,void 0),s([o()],H.prototype,`form`,void 0),s([o()],H.prototype,`exact`,void 0),s([o()],H.prototype,`answer`,void 0),s([o()],H.prototype,`missing`,void 0),s([o()],H.prototype,`unread`,void 0),s([o()],H.prototype,`judged`,void 0),s([o()],H.prototype,`stale`,void 0),s([o()],H.prototype,`error`,void 0),s([o()],H.prototype,`candles`,void 0),s([o()],H.prototype,`price`,void 0),s([o()],H.prototype,`following`,void 0),H=s([i(`tradehook-ticket`)],H);export{H as TicketView};
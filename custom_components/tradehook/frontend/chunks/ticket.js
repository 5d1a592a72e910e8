import{d as e,f as t,g as n,m as r,n as i,o as a,p as o,r as s,s as c,t as l,y as u}from"./styles.js";import{i as d}from"./live-host.js";import{i as f}from"./candles.js";import{_ as p,a as m,f as h}from"./message.js";import"./answer.js";import{n as g,t as _}from"./purse.js";import{t as v}from"./sentence.js";import"./signal-form.js";import{n as y,r as b}from"./plan.js";import"./chart.js";import{t as x}from"./builder-styles.js";var S=60,C={is:`order`,order:`entry`};function w(e){return{is:`order`,order:`dca ${e}`}}var T=class extends o{constructor(...e){super(...e),this.candles=[],this.symbol=``,this.holding=!1,this.drop=()=>{this.holding=!1,this.draft&&this.tell(this.draft)}}willUpdate(e){this.symbol!==this.form.symbol&&(this.plan=this.draft=void 0),this.symbol=this.form.symbol;let t=b(this.answer.body.plan??{});e.has(`answer`)&&t.orders?.length&&(this.plan=t,this.holding||(this.draft=void 0))}render(){let{t:e,format:t}=this.ctx,{plan:i}=this;if(!i?.orders||!this.candles.length)return r;let o=i.orders.flatMap(e=>this.levelOf(e)),s=`${a(i.symbol??``)} ${e(`side.${i.side}`)}`;return n`<section
      class="card"
      data-ticket-chart
      @level-moved=${e=>this.move(e.detail)}
      @drag-begins=${()=>this.holding=!0}
      @drag-ends=${this.drop}
      @drag-cancelled=${()=>this.draft=void 0}
    >
      <h3>${e(`position.chart`)}</h3>
      <tradehook-chart
        .t=${e}
        .candles=${this.candles}
        .levels=${o}
        .draft=${this.draft}
        .movable=${!0}
        .anchor=${o.find(({kind:e})=>e===`entry`)?.price??i.price??null}
        .interval=${S}
        .tick=${this.answer.market?.price_tick??null}
        .format=${t}
        .label=${e(`position.chart_of`,{name:s})}
      ></tradehook-chart>
    </section>`}levelOf({purpose:e,leg:t,price:n,trigger:r}){let{t:i}=this.ctx,{origins:a,order_type:o,take_profit:s,dca_orders:c}=this.form,l=r??n;if(!l)return[];let u=(e,t)=>t?{key:e}:{};switch(e){case`take_profit`:{let e=a.take_profit===`signal`&&t<s.length;return[{kind:`take_profit`,name:`${i(`level.take_profit`)} ${t+1}`,price:l,...u({is:`target`,leg:t},e)}]}case`stop_loss`:return t?[{kind:`stop`,name:i(`level.emergency`),price:l}]:[{kind:`stop`,name:i(`level.stop`),price:l,...u({is:`stop`},a.stop_loss===`signal`)}];case`dca`:{let e=a.dca_orders===`signal`&&t<c.length;return[{kind:`dca`,name:`${i(`level.dca`)} ${t+1}`,price:l,...u(w(t),e)}]}case`entry`:return[{kind:`entry`,name:i(`level.entry`),price:l,...u(C,o===`limit`)}];default:return[]}}move(e){this.draft=e,this.holding||this.tell(e)}tell({level:{key:e},price:t}){let{form:n}=this,r={signal_price:t};e?.is===`stop`&&(r={stop_loss:{...n.stop_loss,unit:`price`,level:t}});let i={unit:`price`,level:t};e?.is===`target`&&(r={take_profit:n.take_profit.map((t,n)=>n===e.leg?{...t,...i}:t)}),e?.is===`order`&&e.order!==C.order&&(r={dca_orders:n.dca_orders.map((t,n)=>w(n).order===e.order?{...t,...i}:t)}),this.dispatchEvent(new CustomEvent(`form-changed`,{detail:r,bubbles:!0,composed:!0}))}static{this.styles=[l,u`
      :host {
        display: block;
        min-width: 0;
      }
    `]}};s([t({attribute:!1})],T.prototype,`ctx`,void 0),s([t({attribute:!1})],T.prototype,`answer`,void 0),s([t({attribute:!1})],T.prototype,`form`,void 0),s([t({attribute:!1})],T.prototype,`candles`,void 0),s([e()],T.prototype,`draft`,void 0),T=s([i(`tradehook-ticket-chart`)],T);var E=8;function D({size_unit:e}){return e===`margin_percentage`||e===`risk_percentage`}function O(e,t){let[n,r=``]=t.toFixed(10).split(`.`);return{...e,size_unit:`quote_amount`,size:`${n}.${r.slice(0,E)}`}}function k(e){return D(e)||M(e)}function A(e){let t=D(e)?{...e,size_unit:`quote_amount`,size:``}:e;return M(t)?N(t,e=>e):t}function j(e,t){let n=D(e)?F(e,t):{form:e};if(`missing`in n||!M(e))return n;let r=P(b(t.body.plan??{}));return r?{form:N(n.form,e=>{let t=Number(e)*r;return e.trim()&&Number.isFinite(t)?String(Number(t.toFixed(4))):e})}:{missing:`needs_stop_multiple`}}function M({origins:e,take_profit:t}){return e.take_profit===`signal`&&t.some(({unit:e})=>e===`multiple`)}function N(e,t){let n=e.take_profit.map(e=>e.unit===`multiple`?{...e,unit:`percentage`,level:t(e.level)}:e);return{...e,take_profit:n}}function P({orders:e=[],price:t}){let n=Number(e.find(({purpose:e})=>e===`entry`)?.price??t),r=e.find(({purpose:e,leg:t})=>e===`stop_loss`&&!t),i=Number(r?.trigger??r?.price);return n>0&&i>0&&i!==n?100*Math.abs(n-i)/n:void 0}function F(e,t){let n=Number(e.size);if(!(n>0&&n<=100))return{missing:`needs_size`};let r=Number(e.size_unit===`risk_percentage`?t.equity:t.free_balance);if(!(r>0))return{missing:`needs_balance`};let i=b(t.body.plan??{}),a=Number(i.entry_notional);if(e.size_unit===`margin_percentage`)return{form:O(e,r*n/100*(i.leverage??1))};let o=Number(i.worst_loss);return!i.orders?.some(({purpose:e})=>e===`stop_loss`)||!(o>0)||!(a>0)?{missing:`needs_stop`}:{form:O(e,r*n/100*a/o)}}var I={...m,order_type:`market`,timestamp:!1},L=I,R=300,z=60,B=5e3,V=class extends o{constructor(...e){super(...e),this.accounts=[],this.chosen=``,this.form=L,this.missing=``,this.judged=!0,this.stale=!0,this.error=``,this.candles=[],this.price=null,this.following=``,this.asked=0,this.world=``}get places(){return this.accounts.flatMap(e=>{let t=e.loaded?e.bots.find(({manual:e})=>e):void 0;return t?[{account:e,bot:t}]:[]})}get place(){return this.places.find(({account:e})=>e.account===this.chosen)}connectedCallback(){super.connectedCallback(),this.again=setInterval(()=>this.refresh(),B)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.again),clearTimeout(this.timer),this.asked+=1,this.unfollow()}willUpdate(e){let t=this.places[0];!this.place&&t&&this.pick(t.account.account);let{account:n,bot:r}=this.place??{},i=JSON.stringify([n?.account,r?.status,r?.open_positions,n?.trading_enabled]);i!==this.world&&this.judged&&this.markets&&this.change({},0),this.world=i}async pick(e){this.chosen=e,this.markets=this.answer=this.exact=void 0,this.stale=!0,this.error=``,this.asked+=1,this.unfollow();let{place:t}=this;if(t)try{let n=await this.ctx.api.botMarkets(e,t.bot.bot_id);if(this.chosen!==e)return;this.markets=n;let{symbols:r}=n,i=r.find(e=>e.endsWith(`_BTC`))??r[0]??``;this.change(r.includes(this.form.symbol)?{}:{symbol:i},0)}catch(t){this.chosen===e&&(this.error=d(t))}}render(){let{t:e}=this.ctx,{place:t}=this;return t?n`<div class="columns">
      <form class="card" @submit=${e=>e.preventDefault()}>
        ${this.named===``?r:n`<h2>${this.named??e(`ticket.title`)}</h2>`}
        <label class="labelled">
          <span>${e(`ticket.account`)}</span>
          <select
            class="field"
            name="account"
            @change=${e=>void this.pick(e.target.value)}
          >
            ${this.places.map(({account:t})=>n`<option value=${t.account} ?selected=${t.account===this.chosen}>
                ${t.name} · ${e(t.type===`live`?`purse.live`:`purse.paper`)}
              </option>`)}
          </select>
        </label>
        ${_(e,g(t.account))} ${this.renderPrice()}
        <tradehook-signal-form
          ticket
          .ctx=${this.ctx}
          .form=${this.form}
          .hook=${this.markets}
          .errors=${this.answer?.body.errors??[]}
          @form-changed=${e=>this.change(e.detail)}
        ></tradehook-signal-form>
        <button type="button" class="button plain afresh" @click=${()=>this.change({...I,symbol:this.form.symbol},0)}>
          ${e(`builder.clear`)}
        </button>
      </form>
      <div class="side">
        ${this.renderVerdict()}
        ${this.answer&&this.judged&&!this.missing?n`<tradehook-ticket-chart
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.form}
              .candles=${this.candles}
              @form-changed=${e=>this.change(e.detail)}
            ></tradehook-ticket-chart>`:r}
      </div>
    </div>`:n`<p class="card empty soft">${e(`ticket.none`)}</p>`}renderPrice(){let{t:e,format:t}=this.ctx;if(!this.following)return r;let i=this.price??b(this.answer?.body.plan??{}).price??null;return n`<p class="bar" data-price>
      <span class="soft">${e(`ticket.price`,{market:a(this.following)})}</span>
      <b class="number">${i===null?`–`:t.price(i,this.answer?.market?.price_tick??null)}</b>
    </p>`}renderVerdict(){let{t:e}=this.ctx;return n`<section class="card" data-stale=${String(this.stale)} aria-busy=${String(this.stale)}>
      <h2>${e(this.judged?`builder.verdict`:`builder.answer`)}</h2>
      <div role="status" class="status">
        ${this.error?n`<p class="error">${v(this.error)}</p>`:r}
        ${this.missing?n`<p class="error" data-missing>${e(`ticket.${this.missing}`)}</p>`:r}
        ${this.answer&&!this.missing?n`<tradehook-answer
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.exact??this.form}
              .candles=${this.candles}
              .account=${this.chosen}
              ?judged=${this.judged}
              ?brief=${this.judged}
            ></tradehook-answer>`:this.error||this.missing?r:n`<p class="soft">${e(`common.loading`)}</p>`}
      </div>
      <div class="actions">
        <button class="button" data-open ?disabled=${!this.sendable} @click=${this.send}>${e(`ticket.open`)}</button>
      </div>
    </section>`}change(e,t=R){this.form=L={...this.form,...e},this.stale=!0,this.asked+=1,clearTimeout(this.timer),this.timer=setTimeout(()=>void this.check(),t)}refresh(){this.answer&&this.judged&&!this.stale&&!document.hidden&&this.check()}async check(){let{place:e,markets:t,form:n}=this;if(!e||!t)return;this.asked+=1;let{asked:r}=this,i=n=>this.ctx.api.checkSignal(e.account.account,e.bot.bot_id,p(n,t.exchange));try{let e=k(n)?void 0:n,t=``,a=await i(A(n));if(r!==this.asked)return;if(k(n)){let o=j(n,a);if(`form`in o){if(e=o.form,a=await i(e),r!==this.asked)return}else(a.body.plan||o.missing===`needs_size`)&&(t=o.missing)}this.exact=e,this.missing=t,this.show(a,!0)}catch(e){r===this.asked&&(this.error=d(e))}}show(e,t){let{market:n,currency:r,equity:i,free_balance:a}=this.answer??{};this.answer=t?e:{market:n??null,currency:r??``,equity:i??null,free_balance:a??null,...e},this.judged=t,this.stale=!1,this.error=``;let o=b(e.body.plan??{}).symbol;o&&this.follow(o)}async follow(e){if(this.following===e)return;this.unfollow(),this.following=e;let t=this.chosen,n=()=>this.following===e&&this.chosen===t&&this.isConnected;try{let r=await this.ctx.api.market(t,e,z,e=>{n()&&(this.candles=f(this.candles,e),this.price=e.price)},{since:Math.floor(Date.now()/1e3)});n()?this.end=r:r()}catch{n()&&this.unfollow()}}unfollow(){this.end?.(),this.end=void 0,this.following=``,this.price=null,this.candles=[]}get sendable(){let{answer:e}=this;return!!(e&&this.exact)&&this.judged&&!this.stale&&!this.missing&&e.status<300}send(){let{t:e,format:t,api:n}=this.ctx,{place:r,markets:i,exact:a,answer:o}=this;if(!r||!i||!a||!o||!this.sendable)return;let{account:s,bot:l}=r,u=h(`ticket`),d={...p(a,i.exchange),request_id:u};this.ctx.ask({title:e(`ticket.open_title`,{name:`${c(a.symbol)} ${e(`side.${a.side}`)}`}),purse:g(s),text:e(`ticket.text`),facts:y(e,t,o),confirm:e(`ticket.open`),act:async()=>{clearTimeout(this.timer),this.asked+=1;let t=await n.sendSignal(s.account,l.bot_id,d);if(this.show(t,!1),t.status>=300)throw Error(t.body.error??t.body.status);return e(t.body.status===`duplicate`?`builder.duplicate`:`ticket.opened`)}})}static{this.styles=[l,x]}};s([t({attribute:!1})],V.prototype,`ctx`,void 0),s([t({attribute:!1})],V.prototype,`accounts`,void 0),s([t()],V.prototype,`named`,void 0),s([e()],V.prototype,`chosen`,void 0),s([e()],V.prototype,`markets`,void 0),s([e()],V.prototype,`form`,void 0),s([e()],V.prototype,`exact`,void 0),s([e()],V.prototype,`answer`,void 0),s([e()],V.prototype,`missing`,void 0),s([e()],V.prototype,`judged`,void 0),s([e()],V.prototype,`stale`,void 0),s([e()],V.prototype,`error`,void 0),s([e()],V.prototype,`candles`,void 0),s([e()],V.prototype,`price`,void 0),s([e()],V.prototype,`following`,void 0),V=s([i(`tradehook-ticket`)],V);export{V as TicketView};
import{d as e,f as t,g as n,m as r,n as i,o as a,p as o,r as s,s as c,t as l}from"./styles.js";import{i as u}from"./live-host.js";import{i as d}from"./candles.js";import{g as f,o as p}from"./message.js";import"./answer.js";import{n as m,t as h}from"./purse.js";import{t as g}from"./sentence.js";import"./signal-form.js";import{n as _,r as v}from"./plan.js";import{t as y}from"./builder-styles.js";var b=8;function x({size_unit:e}){return e===`margin_percentage`||e===`risk_percentage`}function S(e,t){let[n,r=``]=t.toFixed(10).split(`.`);return{...e,size_unit:`quote_amount`,size:`${n}.${r.slice(0,b)}`}}function C(e){return x(e)||E(e)}function w(e){let t=x(e)?{...e,size_unit:`quote_amount`,size:``}:e;return E(t)?D(t,e=>e):t}function T(e,t){let n=x(e)?k(e,t):{form:e};if(`missing`in n||!E(e))return n;let r=O(v(t.body.plan??{}));return r?{form:D(n.form,e=>{let t=Number(e)*r;return e.trim()&&Number.isFinite(t)?String(Number(t.toFixed(4))):e})}:{missing:`needs_stop_multiple`}}function E({origins:e,take_profit:t}){return e.take_profit===`signal`&&t.some(({unit:e})=>e===`multiple`)}function D(e,t){let n=e.take_profit.map(e=>e.unit===`multiple`?{...e,unit:`percentage`,level:t(e.level)}:e);return{...e,take_profit:n}}function O({orders:e=[],price:t}){let n=Number(e.find(({purpose:e})=>e===`entry`)?.price??t),r=e.find(({purpose:e,leg:t})=>e===`stop_loss`&&!t),i=Number(r?.trigger??r?.price);return n>0&&i>0&&i!==n?100*Math.abs(n-i)/n:void 0}function k(e,t){let n=Number(e.size);if(!(n>0&&n<=100))return{missing:`needs_size`};let r=Number(e.size_unit===`risk_percentage`?t.equity:t.free_balance);if(!(r>0))return{missing:`needs_balance`};let i=v(t.body.plan??{}),a=Number(i.entry_notional);if(e.size_unit===`margin_percentage`)return{form:S(e,r*n/100*(i.leverage??1))};let o=Number(i.worst_loss);return!i.orders?.some(({purpose:e})=>e===`stop_loss`)||!(o>0)||!(a>0)?{missing:`needs_stop`}:{form:S(e,r*n/100*a/o)}}var A={...p,order_type:`market`,timestamp:!1},j=A,M=300,N=5e3,P=class extends o{constructor(...e){super(...e),this.accounts=[],this.chosen=``,this.form=j,this.missing=``,this.judged=!0,this.stale=!0,this.error=``,this.candles=[],this.price=null,this.following=``,this.asked=0,this.world=``}get places(){return this.accounts.flatMap(e=>{let t=e.loaded?e.bots.find(({manual:e})=>e):void 0;return t?[{account:e,bot:t}]:[]})}get place(){return this.places.find(({account:e})=>e.account===this.chosen)}connectedCallback(){super.connectedCallback(),this.again=setInterval(()=>this.refresh(),N)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.again),clearTimeout(this.timer),this.asked+=1,this.unfollow()}willUpdate(e){let t=this.places[0];!this.place&&t&&this.pick(t.account.account);let{account:n,bot:r}=this.place??{},i=JSON.stringify([n?.account,r?.status,r?.open_positions,n?.trading_enabled]);i!==this.world&&this.judged&&this.markets&&this.change({},0),this.world=i}async pick(e){this.chosen=e,this.markets=this.answer=this.exact=void 0,this.stale=!0,this.error=``,this.asked+=1,this.unfollow();let{place:t}=this;if(t)try{let n=await this.ctx.api.botMarkets(e,t.bot.bot_id);if(this.chosen!==e)return;this.markets=n;let{symbols:r}=n,i=r.find(e=>e.endsWith(`_BTC`))??r[0]??``;this.change(r.includes(this.form.symbol)?{}:{symbol:i},0)}catch(t){this.chosen===e&&(this.error=u(t))}}render(){let{t:e}=this.ctx,{place:t}=this;return t?n`<div class="columns">
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
        ${h(e,m(t.account))} ${this.renderPrice()}
        <tradehook-signal-form
          ticket
          .ctx=${this.ctx}
          .form=${this.form}
          .hook=${this.markets}
          .errors=${this.answer?.body.errors??[]}
          @form-changed=${e=>this.change(e.detail)}
        ></tradehook-signal-form>
        <button type="button" class="button plain afresh" @click=${()=>this.change({...A,symbol:this.form.symbol},0)}>
          ${e(`builder.clear`)}
        </button>
      </form>
      <div class="side">${this.renderVerdict()}</div>
    </div>`:n`<p class="card empty soft">${e(`ticket.none`)}</p>`}renderPrice(){let{t:e,format:t}=this.ctx;if(!this.following)return r;let i=this.price??v(this.answer?.body.plan??{}).price??null;return n`<p class="bar" data-price>
      <span class="soft">${e(`ticket.price`,{market:a(this.following)})}</span>
      <b class="number">${i===null?`–`:t.price(i,this.answer?.market?.price_tick??null)}</b>
    </p>`}renderVerdict(){let{t:e}=this.ctx;return n`<section class="card" data-stale=${String(this.stale)} aria-busy=${String(this.stale)}>
      <h2>${e(this.judged?`builder.verdict`:`builder.answer`)}</h2>
      <div role="status" class="status">
        ${this.error?n`<p class="error">${g(this.error)}</p>`:r}
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
    </section>`}change(e,t=M){this.form=j={...this.form,...e},this.stale=!0,this.asked+=1,clearTimeout(this.timer),this.timer=setTimeout(()=>void this.check(),t)}refresh(){this.answer&&this.judged&&!this.stale&&!document.hidden&&this.check()}async check(){let{place:e,markets:t,form:n}=this;if(!e||!t)return;this.asked+=1;let{asked:r}=this,i=n=>this.ctx.api.checkSignal(e.account.account,e.bot.bot_id,f(n,t.exchange));try{let e=C(n)?void 0:n,t=``,a=await i(w(n));if(r!==this.asked)return;if(C(n)){let o=T(n,a);if(`form`in o){if(e=o.form,a=await i(e),r!==this.asked)return}else(a.body.plan||o.missing===`needs_size`)&&(t=o.missing)}this.exact=e,this.missing=t,this.show(a,!0)}catch(e){r===this.asked&&(this.error=u(e))}}show(e,t){let{market:n,currency:r,equity:i,free_balance:a}=this.answer??{};this.answer=t?e:{market:n??null,currency:r??``,equity:i??null,free_balance:a??null,...e},this.judged=t,this.stale=!1,this.error=``;let o=v(e.body.plan??{}).symbol;o&&this.follow(o)}async follow(e){if(this.following===e)return;this.unfollow(),this.following=e;let t=this.chosen,n=()=>this.following===e&&this.chosen===t&&this.isConnected;try{let r=await this.ctx.api.market(t,e,5,e=>{n()&&(this.candles=d(this.candles,e),this.price=e.price)});n()?this.end=r:r()}catch{n()&&this.unfollow()}}unfollow(){this.end?.(),this.end=void 0,this.following=``,this.price=null,this.candles=[]}get sendable(){let{answer:e}=this;return!!(e&&this.exact)&&this.judged&&!this.stale&&!this.missing&&e.status<300}send(){let{t:e,format:t,api:n}=this.ctx,{place:r,markets:i,exact:a,answer:o}=this;if(!r||!i||!a||!o||!this.sendable)return;let{account:s,bot:l}=r,u=`ticket ${Date.now()} ${Math.random().toString(36).slice(2,8)}`,d={...f(a,i.exchange),request_id:u};this.ctx.ask({title:e(`ticket.open_title`,{name:`${c(a.symbol)} ${e(`side.${a.side}`)}`}),purse:m(s),text:e(`ticket.text`),facts:_(e,t,o),confirm:e(`ticket.open`),act:async()=>{clearTimeout(this.timer),this.asked+=1;let t=await n.sendSignal(s.account,l.bot_id,d);if(this.show(t,!1),t.status>=300)throw Error(t.body.error??t.body.status);return e(t.body.status===`duplicate`?`builder.duplicate`:`ticket.opened`)}})}static{this.styles=[l,y]}};s([t({attribute:!1})],P.prototype,`ctx`,void 0),s([t({attribute:!1})],P.prototype,`accounts`,void 0),s([t()],P.prototype,`named`,void 0),s([e()],P.prototype,`chosen`,void 0),s([e()],P.prototype,`markets`,void 0),s([e()],P.prototype,`form`,void 0),s([e()],P.prototype,`exact`,void 0),s([e()],P.prototype,`answer`,void 0),s([e()],P.prototype,`missing`,void 0),s([e()],P.prototype,`judged`,void 0),s([e()],P.prototype,`stale`,void 0),s([e()],P.prototype,`error`,void 0),s([e()],P.prototype,`candles`,void 0),s([e()],P.prototype,`price`,void 0),s([e()],P.prototype,`following`,void 0),P=s([i(`tradehook-ticket`)],P);export{P as TicketView};
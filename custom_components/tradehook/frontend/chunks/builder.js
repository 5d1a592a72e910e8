import{d as e,f as t,g as n,m as r,n as i,p as a,r as o,s,t as c}from"./styles.js";import{i as l}from"./live-host.js";import{i as u}from"./candles.js";import{i as d}from"./localize.js";import{d as f,h as p,l as m,o as h,u as g}from"./message.js";import"./answer.js";import{f as _}from"./actions.js";import"./signal-form.js";import{n as v,r as y}from"./plan.js";import{n as b}from"./purse.js";import{t as x}from"./builder-styles.js";var S=h;function C(e){let t=e?.body.plan;return(t&&y(t).symbol)??void 0}var w=300,T=class extends a{constructor(...e){super(...e),this.accounts=[],this.only=``,this.chosen=``,this.form=S,this.secret=``,this.curl=!1,this.judged=!0,this.stale=!1,this.busy=!1,this.error=``,this.candles=[],this.asked=0,this.world=``,this.giving=!1,this.following=``}get bots(){return this.accounts.flatMap(e=>e.loaded?e.bots.filter(({bot_id:e,manual:t})=>!t&&(!this.only||e===this.only)).map(t=>({account:e,bot:t})):[])}get picked(){return this.bots.find(({bot:e})=>e.bot_id===this.chosen)}disconnectedCallback(){super.disconnectedCallback(),this.secret=``,clearTimeout(this.timer),this.unfollow()}willUpdate(e){let t=this.bots[0];!this.picked&&t&&this.pick(t.bot.bot_id);let{bot:n,account:r}=this.picked??{},i=JSON.stringify([n?.bot_id,n?.status,n?.open_positions,r?.trading_enabled]);i!==this.world&&this.judged&&!this.giving&&this.hook&&this.change({},0),this.world=i}async pick(e){this.chosen=e,this.hook=this.answer=void 0,this.error=``;let{picked:t}=this;if(t)try{let n=await this.ctx.api.webhook(t.account.account,e);if(this.chosen!==e)return;this.hook=n;let r=n.symbols.includes(this.form.symbol),i=n.market_type!==`linear`&&this.form.action===`reverse`?`open`:this.form.action;this.change({action:i,...!r&&{symbol:this.usual}},0)}catch(e){this.error=l(e)}}render(){let{t:e}=this.ctx;return this.bots.length?n`<div class="columns">
      <form class="card" @submit=${e=>e.preventDefault()}>
        <div class="bar">
          <h2>${e(`builder.signal`)}</h2>
          ${this.renderKind()}
        </div>
        ${this.only?r:this.renderBots()}
        <tradehook-signal-form
          .ctx=${this.ctx}
          .form=${this.form}
          .hook=${this.hook}
          .errors=${this.answer?.body.errors??[]}
          @form-changed=${e=>this.change(e.detail)}
        ></tradehook-signal-form>
        <button type="button" class="button plain afresh" @click=${this.clear}>${e(`builder.clear`)}</button>
      </form>
      <div class="side">${this.renderVerdict()} ${this.renderMessage()}</div>
    </div>`:n`<div class="card empty">
        <h2>${e(`builder.none`)}</h2>
        <p class="soft">${e(`overview.no_bots`)}</p>
      </div>`}renderKind(){let{t:e}=this.ctx;return n`<div class="segments" role="group" aria-label=${e(`builder.kind`)}>
      ${[`signal`,`strategy`].map(t=>n`<button
          type="button"
          aria-pressed=${String(this.form.kind===t)}
          @click=${()=>this.change({kind:t,chart_market:t===`strategy`})}
        >
          ${e(`builder.kind_${t}`)}
        </button>`)}
    </div>`}renderBots(){let{t:e}=this.ctx;return n`<label class="labelled">
      <span>${e(`builder.bot`)}</span>
      <select
        class="field"
        name="bot"
        @change=${e=>void this.pick(e.target.value)}
      >
        ${this.bots.map(({bot:e,account:t})=>n`<option value=${e.bot_id} ?selected=${e.bot_id===this.chosen}>
            ${e.name} · ${t.name}
          </option>`)}
      </select>
    </label>`}renderVerdict(){let{t:e}=this.ctx;return n`<section class="card" data-stale=${String(this.stale)} aria-busy=${String(this.stale)}>
      <h2>${e(this.judged?`builder.verdict`:`builder.answer`)}</h2>
      <div role="status" class="status">
        ${this.error?n`<p class="error">${this.error}</p>`:r}
        ${this.answer?n`<tradehook-answer
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.form}
              .candles=${this.candles}
              .account=${this.picked?.account.account??``}
              ?judged=${this.judged}
              ?brief=${this.judged}
            ></tradehook-answer>`:this.error?r:n`<p class="soft">${e(`common.loading`)}</p>`}
      </div>
      <div class="actions">
        <button class="button outlined" ?disabled=${this.busy||!this.hook} @click=${this.test}>
          ${this.busy?e(`common.working`):e(`builder.test`)}
        </button>
        ${this.form.kind===`signal`?n`<button class="button" ?disabled=${this.busy||!this.hook||!this.sendable} @click=${this.send}>
              ${e(`builder.send`)}
            </button>`:r}
      </div>
    </section>`}renderMessage(){let{t:e}=this.ctx,{form:t}=this,i=r=>n`<label class="tick">
      <input
        type="checkbox"
        name=${r}
        .checked=${t[r]}
        @change=${e=>this.change({[r]:e.target.checked})}
      />
      <span>${e(`builder.${r}`)}</span>
    </label>`;return n`<section class="card">
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
          data-lpignore="true"
          data-1p-ignore
          .value=${this.secret}
          @input=${e=>this.secret=e.target.value}
        />
      </label>
      ${this.curl?r:n`${g(t)?i(`chart_market`):r} ${i(`timestamp`)}`}
      <label class="labelled">
        <span>${e(this.curl?`builder.as_curl`:`builder.as_message`)}</span>
        <textarea class="field mono" id="message" rows="12" readonly dir="ltr" .value=${this.text}></textarea>
      </label>
      <div class="actions">
        <button class="button plain" @click=${()=>this.curl=!this.curl}>
          ${e(this.curl?`builder.show_message`:`builder.show_curl`)}
        </button>
        <button class="button outlined" @click=${()=>this.copy(`url`)}>${e(`builder.copy_url`)}</button>
        <button class="button" @click=${()=>this.copy(`message`)}>
          ${e(this.curl?`builder.copy_curl`:`builder.copy_message`)}
        </button>
      </div>
    </section>`}get text(){let{hook:e,form:t}=this;if(!e)return``;let n=this.secret||this.ctx.t(`builder.secret_here`);return this.curl?m(t,e,n):f(t,e.exchange,e.api_key,n)}get usual(){let e=this.hook?.symbols??[];return e.find(e=>e.endsWith(`_BTC`))??e[0]??``}clear(){this.asked+=1,this.answer=void 0,this.renderRoot.querySelector(`tradehook-signal-form`)?.shut(),this.change({...h,symbol:this.usual},0)}change(e,t=w){this.form=S={...this.form,...e},this.stale=!0,clearTimeout(this.timer),this.timer=setTimeout(()=>void this.check(),t)}get signal(){return p(this.form,this.hook?.exchange??``)}async check(){let{picked:e}=this;if(!e||!this.hook)return;this.asked+=1;let{asked:t}=this;try{let n=await this.ctx.api.checkSignal(e.account.account,e.bot.bot_id,this.signal);if(t!==this.asked)return;this.show(n,!0)}catch(e){t===this.asked&&(this.error=l(e))}}show(e,t){let{market:n,currency:r,equity:i,free_balance:a}=this.answer??{},o=C(this.answer)===C(e);this.answer={market:o&&n||null,equity:i??null,free_balance:a??null,currency:r??``,...e},this.judged=t,this.stale=!1,this.error=``;let s=e.body.plan,c=s?y(s).symbol:void 0;c&&this.follow(c)}async follow(e){let t=this.picked?.account.account??``,n=`${t} ${e}`;if(this.following===n)return;this.unfollow(),this.following=n;let r=await this.ctx.api.market(t,e,5,e=>{this.following===n&&(this.candles=u(this.candles,e))});this.following===n?this.end=r:r()}unfollow(){this.end?.(),this.end=void 0,this.following=``,this.candles=[]}async copy(e){let t=this.renderRoot.querySelector(`#${e}`);await _(t)&&this.ctx.say(this.ctx.t(`common.copied`))}async test(){this.busy=!0;try{this.show(await this.give({...this.signal,test:!0}),!1),this.ctx.say(this.ctx.t(`builder.tested`))}catch(e){this.error=l(e)}finally{this.busy=!1}}get sendable(){let{answer:e}=this;return!!e&&!this.stale&&!(this.judged&&e.status>=300)}send(){let{t:e,format:t}=this.ctx,{signal:n,picked:r,form:i,answer:a}=this,o=i.side?` ${e(`side.${i.side}`)}`:``,c=`${d(e,`action`,i.action)}${g(i)?` ${s(i.symbol)}${o}`:``}`;this.ctx.ask({title:e(`builder.send_title`),purse:b(r?.account),text:e(`builder.send_text`,{what:c,name:r?.bot.name??``}),facts:a?v(e,t,a):[],confirm:e(`builder.send`),act:async()=>{let t=await this.give(n);if(this.show(t,!1),t.status>=300)throw Error(t.body.error??t.body.status);return e(t.body.status===`duplicate`?`builder.duplicate`:`builder.sent`)}})}async give(e){let{picked:t}=this;if(!t)throw Error(this.ctx.t(`builder.none`));clearTimeout(this.timer),this.asked+=1,this.giving=!0;try{return await this.ctx.api.sendSignal(t.account.account,t.bot.bot_id,e)}finally{setTimeout(()=>this.giving=!1)}}static{this.styles=[c,x]}};o([t({attribute:!1})],T.prototype,`ctx`,void 0),o([t({attribute:!1})],T.prototype,`accounts`,void 0),o([t()],T.prototype,`only`,void 0),o([e()],T.prototype,`chosen`,void 0),o([e()],T.prototype,`hook`,void 0),o([e()],T.prototype,`form`,void 0),o([e()],T.prototype,`secret`,void 0),o([e()],T.prototype,`curl`,void 0),o([e()],T.prototype,`answer`,void 0),o([e()],T.prototype,`judged`,void 0),o([e()],T.prototype,`stale`,void 0),o([e()],T.prototype,`busy`,void 0),o([e()],T.prototype,`error`,void 0),o([e()],T.prototype,`candles`,void 0),T=o([i(`tradehook-builder`)],T);export{T as BuilderView};
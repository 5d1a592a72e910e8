import{c as e,f as t,g as n,h as r,m as i,n as a,o,p as s,r as c,t as l,v as u,x as d}from"./styles.js";import{f,s as p}from"./actions.js";import{i as m}from"./live-host.js";import{t as h}from"./hook.js";import{i as g}from"./localize.js";import{i as _}from"./equity-history.js";import{n as v}from"./purse.js";import{t as y}from"./builder.js";import"./answer.js";import{t as b}from"./sentence.js";import"./signals.js";var x=`component.tradehook.config_subentries.bot.step`,S=`component.tradehook.selector`,C=class extends r{constructor(...e){super(...e),this.changes=[],this.account=``,this.language=`en`}willUpdate(e){e.has(`language`)&&this.load()}async load(){let{language:e}=this,t=await Promise.all([`config_subentries`,`selector`].map(t=>this.ctx.api.texts(e,t))).catch(()=>[{}]);e===this.language&&(this.texts=Object.assign({},...t))}render(){let{t:e}=this.ctx;return!this.steps||!this.texts?u`<p class="empty soft" role="status">${e(`common.loading`)}</p>`:u`<p class="soft">
        ${e(`bot.settings_next`)}
        <a href=${`/config/integrations/integration/tradehook#config_entry=${this.account}`}
          >${e(`overview.to_integration`)}</a
        >
      </p>
      ${this.steps.map(e=>u`<section class="card" data-step=${e.step}>
          <h3>${this.text(`${x}.${e.step}.title`,e.step)}</h3>
          ${e.sections.map(({name:t,fields:r})=>{let i=`${x}.${e.step}${t?`.sections.${t}`:``}`;return u`${t?u`<h4>${this.text(`${i}.name`,t)}</h4>`:n}
              <dl>
                ${r.map(e=>u`<div>
                    <dt class="soft">${this.text(`${i}.data.${e.name}`,e.name)}</dt>
                    <dd data-setting=${e.name} class=${e.value===null?`soft`:``}>
                      ${this.told(e)}
                    </dd>
                  </div>`)}
              </dl>`})}
        </section>`)}
      ${this.renderChanges(this.steps)}`}renderChanges(e){if(!this.changes.length)return n;let{t,format:r}=this.ctx,i=new Map;for(let{step:t,sections:n}of e)for(let{name:e,fields:r}of n){let n=`${x}.${t}${e?`.sections.${e}`:``}`;for(let e of r)i.set(e.name,[`${n}.data.${e.name}`,e])}return u`<details class="card" data-changes>
      <summary>${t(`bot.changes`,{count:this.changes.length})}</summary>
      <ul>
        ${this.changes.map(({at:e,fields:t})=>u`<li>
            <time datetime=${e} class="soft">${r.time(e)}</time>
            <ul>
              ${t.map(({name:e,before:t,after:n})=>{let[r,a]=i.get(e)??[``,{name:e,unit:null,choices:null,instead:null}],o=this.told({...a,value:t,instead:null}),s=this.told({...a,value:n,instead:null});return u`<li data-changed=${e}>${this.text(r,e)}: ${o} → ${s}</li>`})}
            </ul>
          </li>`)}
      </ul>
    </details>`}told(e){let{t}=this.ctx,{value:n}=e;return n===null?e.instead?t(`bot.unset_instead`,{instead:e.instead}):t(`bot.unset`):typeof n==`boolean`?t(n?`common.yes`:`common.no`):Array.isArray(n)?n.some(e=>typeof e==`object`)?u`<ol>
          ${n.map(t=>u`<li>${this.row(e.choices??e.name,t)}</li>`)}
        </ol>`:n.map(t=>this.one(e,String(t))).join(`, `):this.one(e,String(n))}one({choices:e,unit:t},n){if(e)return this.text(`${S}.${e}.options.${n}`,n);let r=/^-?\d+(\.\d+)?$/.test(n)?this.ctx.format.number(n):n;return t?`${r} ${t}`:r}row(e,t){return typeof t!=`object`||!t||Array.isArray(t)?String(t):Object.entries(t).filter(([,e])=>e!==null).map(([t,n])=>{let r=t===`price`?``:` %`;return`${this.text(`${S}.${e}.fields.${t}.name`,t)} ${this.ctx.format.number(String(n))}${r}`}).join(` · `)}text(e,t){return this.texts?.[e]?.replace(/\{\w+\}/g,`…`)??t.replaceAll(`_`,` `)}static{this.styles=[l,d`
      :host {
        display: grid;
        gap: 16px;
        min-width: 0;
      }
      p {
        margin: 0;
      }
      a {
        color: var(--th-link);
      }
      section,
      details {
        padding: 16px;
      }
      summary {
        cursor: pointer;
        font-weight: 500;
      }
      details ul {
        display: grid;
        gap: 8px;
        margin: 12px 0 0;
        padding-inline-start: 20px;
      }
      details ul ul {
        gap: 4px;
        margin-top: 4px;
      }
      h4 {
        border-top: 1px solid var(--th-line);
        font-size: 14px;
        font-weight: 500;
        margin: 16px 0 0;
        padding-top: 12px;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 180px), 1fr));
        margin: 12px 0 0;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
        overflow-wrap: anywhere;
      }
      ol {
        margin: 0;
        padding-inline-start: 20px;
      }
    `]}};c([i({attribute:!1})],C.prototype,`ctx`,void 0),c([i({attribute:!1})],C.prototype,`steps`,void 0),c([i({attribute:!1})],C.prototype,`changes`,void 0),c([i()],C.prototype,`account`,void 0),c([i()],C.prototype,`language`,void 0),c([s()],C.prototype,`texts`,void 0),C=c([a(`tradehook-settings`)],C);var w=300,T=`component.tradehook.config_subentries.bot.step.limits.sections.other_systems.data`,E=`component.tradehook.selector`,D={opposite:[`reverse`,`close`,`refuse`],repeat:[`refuse`,`open`,`increase`],foreign_chart:[`refuse`,`same_market`]},O=class extends r{constructor(...e){super(...e),this.bot=``,this.language=`en`,this.texts={},this.text=``,this.habits={},this.address=``,this.error=``,this.asked=0}willUpdate(e){e.has(`language`)&&this.loadTexts(),e.has(`bot`)&&this.load()}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.timer),this.text=this.address=``,this.found=void 0}async loadTexts(){let{language:e}=this,t=await Promise.all([`config_subentries`,`selector`].map(t=>this.ctx.api.texts(e,t))).catch(()=>[{}]);e===this.language&&(this.texts=Object.assign({},...t))}async load(){try{this.senders=await this.ctx.api.otherSenders(this.owner.account,this.bot)}catch(e){this.error=m(e)}}render(){let{t:e}=this.ctx;return u`<section class="card" data-paste>
        <h3>${e(`others.paste`)}</h3>
        <label class="labelled">
          <span>${e(`pasted.alert`)}</span>
          <textarea
            class="field mono"
            name="old_alert"
            rows="6"
            dir="ltr"
            spellcheck="false"
            autocomplete="off"
            aria-describedby="help"
            .value=${this.text}
            @input=${this.type}
          ></textarea>
        </label>
        <p class="soft small" id="help">${e(`others.help`)}</p>
        <div role="status" class="told">
          ${this.error?u`<p class="error">${b(this.error)}</p>`:n} ${this.found?this.renderFound(this.found):n}
        </div>
      </section>
      <section class="card" data-senders>
        <h3>${e(`others.taken`)}</h3>
        ${this.senders?this.renderSenders(this.senders):u`<p class="soft" role="status">${e(`common.loading`)}</p>`}
      </section>
      <section class="card" data-address>
        <h3>${e(`others.address`)}</h3>
        <tradehook-secret-address
          .ctx=${this.ctx}
          .account=${this.owner.account}
          .bot=${this.bot}
          .there=${this.senders?.address??!1}
          .address=${this.address}
          @address-changed=${({detail:e})=>{this.address=e,this.load()}}
        ></tradehook-secret-address>
      </section>`}renderFound(e){let{t:r}=this.ctx,{title:i,known:a,enabled:o,way:s,chart:c,notes:l}=e;return u`<p class="verdict" data-system=${e.system}>${r(`pasted.system`,{system:t(i)})}</p>
      <p>${this.inWords(e)}</p>
      ${c?u`<p class="warning" data-chart>${r(`others.chart`,{chart:c})}</p>`:n}
      <div class="habits">
        ${[`opposite`,`repeat`,`foreign_chart`].map(t=>this.renderHabit(t,e.habits[t]))}
      </div>
      <h4>${r(`others.now`)}</h4>
      <tradehook-answer .ctx=${this.ctx} .answer=${e} .account=${this.owner.account} judged></tradehook-answer>
      ${l.length?u`<ul>
            ${l.map(e=>u`<li>${b(e)}</li>`)}
          </ul>`:n}
      <p>${r(a&&o?`others.known`:`others.way_${s}`)}</p>
      ${a&&o&&s===`address`?n:u`<div class="buttons">
            <button class="button" data-learn @click=${()=>this.learn(e)}>
              ${r(a&&o?`others.keep_habits`:`others.take`,{system:t(i)})}
            </button>
          </div>`}`}inWords({read_as:e}){let{t}=this.ctx;if(!e)return n;if(`strategy`in e)return u`${t(`pasted.strategy`)}`;let{action:r,symbol:i,side:a,...s}=e,c=[g(t,`action`,String(r??`open`)),i?o(String(i)):``,a?t(`side.${String(a)}`):``],l=Object.keys(s).filter(e=>![`timestamp`,`exchange`,`test`].includes(e));return u`<b data-words>${c.filter(Boolean).join(` `)}</b> ${l.map(t=>u`<code>${t}</code> ${y(e,t)||JSON.stringify(s[t])} `)}`}renderHabit(e,t){return u`<label class="labelled">
      <span>${this.texts[`${T}.${e}`]??e}</span>
      <select class="field" name=${e} @change=${t=>{this.habits={...this.habits,[e]:t.target.value},this.read()}}>
        ${D[e].map(n=>u`<option value=${n} ?selected=${n===t}>${this.choice(e,n)}</option>`)}
      </select>
    </label>`}renderSenders({systems:e,habits:t}){let{t:n}=this.ctx;return e.length?u`<ul class="systems">
        ${e.map(({system:e,tokens:t})=>u`<li data-taken=${e}>
            <span>${this.choice(`dialects`,e)}</span>
            <span class="soft">${n(`others.tokens`,{count:t})}</span>
            <button
              class="button outlined"
              aria-label=${n(`others.forget_of`,{name:this.choice(`dialects`,e)})}
              @click=${()=>this.forget(e)}
            >
              ${n(`others.forget`)}
            </button>
          </li>`)}
      </ul>
      <dl>
        ${[`opposite`,`repeat`,`foreign_chart`].map(e=>u`<div>
            <dt class="soft">${this.texts[`${T}.${e}`]??e}</dt>
            <dd data-habit=${e}>${this.choice(e,t[e])}</dd>
          </div>`)}
      </dl>`:u`<p class="soft">${n(`others.none`)}</p>`}choice(e,t){return this.texts[`${E}.${e}.options.${t}`]??t.replaceAll(`_`,` `)}type(e){this.text=e.target.value,this.habits={},clearTimeout(this.timer),this.timer=setTimeout(()=>void this.read(),w)}async read(){this.asked+=1;let{asked:e,text:t}=this;this.error=``;try{let n=t.trim()?await this.ctx.api.readAlert(this.owner.account,this.bot,t,this.habits):void 0;e===this.asked&&(this.found=n)}catch(t){if(e!==this.asked)return;this.found=void 0,this.error=m(t)}}learn({title:e,way:n,habits:r}){let{t:i,api:a}=this.ctx,{text:o}=this;this.ctx.ask({title:i(`others.take`,{system:t(e)}),text:i(n===`address`?`others.take_address`:`others.take_token`),facts:[`opposite`,`repeat`,`foreign_chart`].map(e=>[this.texts[`${T}.${e}`]??e,this.choice(e,r[e])]),confirm:i(`others.take_confirm`),act:async()=>{let{address:n}=await a.learnAlert(this.owner.account,this.bot,o,r);return this.address=n??``,await Promise.all([this.load(),this.read()]),i(`others.learned`,{system:t(e)})}})}forget(e){let{t,api:n}=this.ctx,r=this.choice(`dialects`,e);this.ctx.ask({title:t(`others.forget_of`,{name:r}),text:t(`others.forget_text`),confirm:t(`others.forget`),danger:!0,act:async()=>(this.senders=await n.forgetAlerts(this.owner.account,this.bot,e),this.read(),t(`others.forgotten`,{name:r}))})}static{this.styles=[l,d`
      :host,
      .told,
      section {
        display: grid;
        gap: 12px;
        grid-template-columns: minmax(0, 1fr);
        min-width: 0;
      }
      :host {
        gap: 16px;
      }
      section {
        padding: 16px;
      }
      p,
      ul {
        margin: 0;
        overflow-wrap: anywhere;
      }
      h4 {
        font-size: 14px;
        font-weight: 500;
        margin: 0;
      }
      .mono {
        font-family: var(--ha-font-family-code, monospace);
        font-size: 13px;
        resize: vertical;
      }
      .small,
      dt {
        font-size: 12px;
      }
      .verdict {
        font-size: 16px;
        font-weight: 500;
      }
      .warning {
        border-inline-start: 3px solid var(--warning-color, #ffa600);
        padding-inline-start: 10px;
      }
      .habits,
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr));
        margin: 0;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      ul.systems {
        display: grid;
        gap: 8px;
        list-style: none;
        padding: 0;
      }
      .systems li {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
      }
      .systems button {
        margin-inline-start: auto;
      }
      dd {
        margin: 2px 0 0;
      }
    `]}};c([i({attribute:!1})],O.prototype,`ctx`,void 0),c([i({attribute:!1})],O.prototype,`owner`,void 0),c([i()],O.prototype,`bot`,void 0),c([i()],O.prototype,`language`,void 0),c([s()],O.prototype,`texts`,void 0),c([s()],O.prototype,`senders`,void 0),c([s()],O.prototype,`text`,void 0),c([s()],O.prototype,`found`,void 0),c([s()],O.prototype,`habits`,void 0),c([s()],O.prototype,`address`,void 0),c([s()],O.prototype,`error`,void 0),O=c([a(`tradehook-other-systems`)],O);var k=[`record`,`builder`,`signals`,`others`,`settings`],A=class extends r{constructor(...e){super(...e),this.accounts=[],this.positions=new Map,this.account=``,this.botId=``,this.tab=``,this.language=`en`,this.changes=[],this.error=``,this.seen=``}get owner(){return this.accounts.find(({account:e})=>e===this.account)}get bot(){return this.owner?.bots.find(({bot_id:e})=>e===this.botId)}willUpdate(e){let{bot:t,owner:n}=this;if(!t||!n?.loaded)return;let r=`${this.account} ${t.bot_id} ${t.trades} ${t.realized_profit} ${t.name}`;r!==this.seen&&(this.seen=r,this.load())}connectedCallback(){super.connectedCallback(),this.seen=``}async load(){let e=this.seen,{api:t,admin:n}=this.ctx;try{let[r,i,a,o]=await Promise.all([t.botRecord(this.account,this.botId),this.bot?.manual||!n?void 0:t.webhook(this.account,this.botId),n?t.botSettings(this.account,this.botId):void 0,n?t.botChanges(this.account,this.botId):[]]);if(e!==this.seen)return;[this.record,this.hook,this.settings,this.changes]=[r,i,a,o],this.error=``}catch(t){e===this.seen&&(this.error=m(t))}}render(){let{t:e,admin:t}=this.ctx,{bot:r,owner:i}=this;if(!r||!i)return u`<div class="card empty">
        <h2>${e(`bot.gone`)}</h2>
        <p class="soft">${e(`bot.gone_next`)}</p>
      </div>`;let a=k.filter(e=>t?!r.manual||e!==`builder`&&e!==`others`:e===`record`),o=a.includes(this.tab)?this.tab:`record`;return u`<div class="head">
        <h2>${r.name}</h2>
        <span
          class="chip ${r.status===`running`?`profit`:r.status===`halted`?`loss`:``}"
          data-status=${r.status??``}
        >
          ${g(e,`bot_status`,r.status)}
        </span>
        ${r.reason?u`<span class="soft">${g(e,`reason`,r.reason)}</span>`:n}
        <span class="soft">${i.name}</span>
        <span class="space"></span>
        ${t?this.renderButtons(i,r):n}
      </div>
      ${this.error?u`<p class="card note error" role="alert">${this.error}</p>`:n}
      ${a.length>1?u`<div class="segments parts" role="group" aria-label=${e(`bot.parts`)}>
            ${a.map(t=>u`<button aria-pressed=${String(t===o)} @click=${()=>this.show(t)}>
                ${e(`bot.part_${t}`)}
              </button>`)}
          </div>`:n}
      ${this.renderPart(o,i,r)}`}renderButtons(e,t){let{t:r}=this.ctx;return u`<span class="buttons">
      <button class="button ${t.on?`outlined`:``}" @click=${()=>p(this.ctx,e,t)}>
        ${r(t.on?`overview.stop`:`overview.start`)}
      </button>
      ${t.manual?n:u`<button class="button outlined" @click=${()=>this.edit()}>${r(`setup.edit`)}</button>`}
      <button class="button outlined" @click=${()=>this.stopAndClose(t)}>${r(`bot.stop_and_close`)}</button>
    </span>`}edit(e=``){this.ctx.go(`/setup/bot/${this.account}/${encodeURIComponent(this.botId)}${e&&`/${e}`}`)}show(e){this.ctx.go(`/bot/${this.account}/${encodeURIComponent(this.botId)}${e===`record`?``:`/${e}`}`)}renderPart(e,t,n){switch(e){case`builder`:return u`<tradehook-builder .ctx=${this.ctx} .accounts=${this.accounts} .only=${n.bot_id}></tradehook-builder>`;case`signals`:return u`<tradehook-signals
          .ctx=${this.ctx}
          .signals=${this.signals}
          .accounts=${this.accounts}
          .only=${n.bot_id}
        ></tradehook-signals>`;case`others`:return u`<tradehook-other-systems .ctx=${this.ctx} .owner=${t} .bot=${n.bot_id} .language=${this.language}></tradehook-other-systems>`;case`settings`:return u`<tradehook-settings
          .ctx=${this.ctx}
          .steps=${this.settings}
          .changes=${this.changes}
          .account=${this.account}
          .language=${this.language}
        ></tradehook-settings>`;default:return this.renderRecord(t,n)}}renderRecord(t,n){let{t:r,format:i}=this.ctx,{record:a}=this,o=n.quote??t.currency,s=(t,n)=>this.fact(t,i.money(n,o,!0),e(n)),c=new Map([...this.positions].filter(([,{bot_id:e}])=>e===n.bot_id));return u`<section class="card">
        <h3>${r(`bot.record`)}</h3>
        <dl>
          ${s(`realized_today`,a?.realized_profit_today)}
          ${s(`realized`,n.realized_profit)} ${s(`unrealized`,n.unrealized_profit)}
          ${this.fact(`trades`,String(n.trades??0))}
          ${this.fact(`win_rate`,n.win_rate?`${i.number(n.win_rate,0)} %`:`–`)}
          ${s(`average`,a?.average_profit)} ${s(`best`,a?.best)}
          ${s(`worst`,a?.worst)}
          ${this.fact(`profit_factor`,i.number(a?.profit_factor,2))}
          ${this.fact(`drawdown`,i.money(a?.drawdown,o))}
          ${this.fact(`drawdown_percentage`,a?.drawdown_percentage?`${i.number(a.drawdown_percentage,2)} %`:`–`)}
          ${this.fact(`invested`,i.money(n.invested,o))}
          ${this.fact(`last_signal`,i.time(n.last_signal_at))}
        </dl>
        ${this.renderCurve()}
      </section>
      <div data-positions>
        <h3>${r(`bot.positions`,{count:c.size})}</h3>
        ${c.size?u`<tradehook-positions .ctx=${this.ctx} .positions=${c} only></tradehook-positions>`:u`<p class="soft">${r(`bot.no_positions`)}</p>`}
      </div>
      ${this.renderWebhook()}`}renderCurve(){let{t:e,format:t}=this.ctx,r=(this.record?.curve??[]).map(([e,t])=>[e,Number(t)]),[i,a]=[r[0],r.at(-1)];if(!i||!a||!this.bot)return n;let o=[[i[0]-Math.max(a[0]-i[0],1)/r.length,0],...r],s=_(o);if(!s)return n;let c=o.map(([,e])=>e);return u`<figure>
      <svg
        viewBox="0 0 320 64"
        preserveAspectRatio="none"
        role="img"
        aria-label=${e(`bot.curve`,{low:t.number(Math.min(...c),2),high:t.number(Math.max(...c),2)})}
      >
        <path d=${s}></path>
      </svg>
      <figcaption class="soft">${e(`bot.curve_of`,{count:this.bot.trades??r.length})}</figcaption>
    </figure>`}fact(e,t,n=``){return u`<div>
      <dt class="soft">${this.ctx.t(`bot.${e}`)}</dt>
      <dd class="number ${n}" data-fact=${e}>${t}</dd>
    </div>`}renderWebhook(){let{t:e}=this.ctx,{hook:t}=this;if(!t)return n;let r=[[`external`,t.urls.external],[`cloud`,t.urls.cloud],[`internal`,t.urls.internal],[`api_key`,t.api_key]],i=t.urls.external??t.urls.cloud,a=t.urls.cloud||!t.urls.external?null:h(t.urls.external);return u`<section class="card" data-webhook>
      <h3>${e(`bot.webhook`)}</h3>
      ${i?n:u`<p class="warning">${e(`bot.no_external`)}</p>`}
      ${a===null?n:u`<p class="warning" data-refused-port>${e(`bot.refused_port`,{port:a})}</p>`}
      <ul>
        ${r.map(([t,r])=>r?u`<li>
                <label class="labelled">
                  <span>${e(`bot.${t}`)}</span>
                  <textarea class="field mono" rows=${t===`api_key`?1:2} readonly dir="ltr" .value=${r}></textarea>
                </label>
                <button
                  class="button outlined"
                  aria-label=${e(`bot.copy_of`,{name:e(`bot.${t}`)})}
                  @click=${this.copy}
                >
                  ${e(`common.copy`)}
                </button>
              </li>`:n)}
      </ul>
      <p class="soft small">${e(`bot.secret`)}</p>
      <div class="buttons">
        <button class="button outlined" @click=${()=>this.edit(`message`)}>${e(`setup.handover`)}</button>
        <button class="button outlined" @click=${()=>this.edit(`rotate_secret`)}>${e(`setup.new_secret`)}</button>
      </div>
    </section>`}async copy(e){let t=e.target.closest(`li`)?.querySelector(`textarea`);t&&await f(t)&&this.ctx.say(this.ctx.t(`common.copied`))}stopAndClose(e){let{t,api:n}=this.ctx;this.ctx.ask({title:t(`bot.stop_and_close_title`,{name:e.name}),purse:v(this.owner),text:t(`bot.stop_and_close_text`,{count:e.open_positions??0}),confirm:t(`bot.stop_and_close`),danger:!0,act:async()=>(await n.stopAndClose(this.account,e.bot_id),t(`bot.stopped_and_closed`,{name:e.name}))})}static{this.styles=[l,d`
      :host {
        display: grid;
        gap: 16px;
        min-width: 0;
      }
      :host > * {
        min-width: 0;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .space {
        flex: 1;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      section {
        padding: 16px;
      }
      [data-positions] h3 {
        margin-bottom: 12px;
      }
      .parts {
        display: flex;
        max-width: 600px;
        overflow-x: auto;
      }
      .parts button {
        flex: 1 1 auto;
        padding: 4px 10px;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(130px, 1fr));
        margin: 12px 0 0;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
      figure {
        margin: 16px 0 0;
      }
      figure svg {
        display: block;
        height: 72px;
        width: 100%;
      }
      figure path {
        fill: none;
        stroke: var(--th-link);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }
      figcaption {
        font-size: 12px;
      }
      ul {
        display: grid;
        gap: 12px;
        grid-template-columns: minmax(0, 1fr);
        list-style: none;
        margin: 12px 0 0;
        padding: 0;
      }
      li {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      li label {
        flex: 1 1 240px;
        min-width: 0;
      }
      .mono {
        font-family: var(--ha-font-family-code, monospace);
        field-sizing: content;
        font-size: 13px;
        resize: none;
      }
      .note {
        margin: 0;
        padding: 16px;
      }
      .warning {
        border-inline-start: 3px solid var(--warning-color, #ffa600);
        padding-inline-start: 10px;
      }
      .small {
        font-size: 12px;
      }
    `]}};c([i({attribute:!1})],A.prototype,`ctx`,void 0),c([i({attribute:!1})],A.prototype,`accounts`,void 0),c([i({attribute:!1})],A.prototype,`positions`,void 0),c([i({attribute:!1})],A.prototype,`signals`,void 0),c([i()],A.prototype,`account`,void 0),c([i({attribute:`bot-id`})],A.prototype,`botId`,void 0),c([i()],A.prototype,`tab`,void 0),c([i()],A.prototype,`language`,void 0),c([s()],A.prototype,`record`,void 0),c([s()],A.prototype,`hook`,void 0),c([s()],A.prototype,`settings`,void 0),c([s()],A.prototype,`changes`,void 0),c([s()],A.prototype,`error`,void 0),A=c([a(`tradehook-bot`)],A);export{A as BotView,k as PARTS};
import{d as e,f as t,g as n,m as r,n as i,p as a,r as o,t as s,y as c}from"./styles.js";import{a as l,n as u,r as d}from"./actions.js";import{i as f}from"./live-host.js";import{t as p}from"./hook.js";import{_ as m,a as h}from"./message.js";import{n as g}from"./plan.js";import{t as _}from"./working.js";import{n as v}from"./purse.js";var y=class extends a{constructor(...e){super(...e),this.busy=!1,this.error=``,this.asked=``}get bot(){let e=this.account.bots.filter(({manual:e})=>!e);return e.find(({on:e})=>e)??e[0]}willUpdate(e){let{bot:t}=this;t&&t.bot_id!==this.asked&&(this.asked=t.bot_id,this.load(t))}async load(e){try{this.hook=await this.ctx.api.webhook(this.account.account,e.bot_id)}catch(e){this.error=f(e)}}render(){let{t:e}=this.ctx,{bot:t,hook:i,account:a}=this;if(!t||!i)return this.error?n`<p class="error">${this.error}</p>`:r;let o=i.urls.cloud??i.urls.external,s=i.urls.cloud||!i.urls.external?null:p(i.urls.external),c=!!o&&s===null,l=s===null?e(`checklist.no_address`):e(`bot.refused_port`,{port:s}),f=`/setup/bot/${a.account}/${t.bot_id}/rotate_secret`;return n`<h3>${e(`checklist.title`)}</h3>
      <ol>
        ${this.item(`reachable`,c,c?n`<span class="soft">${o}</span>`:n`<span class="soft">${l}</span> <a href="/config/network">${e(`checklist.network`)}</a>`)}
        ${this.item(`alert`,!!a.last_outside,n`<span class="soft">${e(`checklist.alert_next`)}</span>
            <a href=${`/tradehook${f}`} @click=${d(this.ctx,f)}>${e(`checklist.alert_message`)}</a>`)}
        ${this.item(`trade`,!1,n`<button class="button" data-first ?disabled=${this.busy||!t.on} @click=${()=>this.trade(t)}>
            ${this.busy?e(`common.working`):e(`checklist.trade_now`)}
          </button>
          <a href=${`/tradehook${u(a,t)}/builder`} @click=${d(this.ctx,`${u(a,t)}/builder`)}
            >${e(`checklist.builder`)}</a
          >`)}
      </ol>
      <div role="alert">${this.error?n`<p class="error">${this.error}</p>`:r}</div>`}item(e,t,r){let{t:i}=this.ctx;return n`<li data-item=${e} data-done=${String(t)}>
      <span class="tick ${t?`profit`:`soft`}" role="img" aria-label=${i(t?`checklist.done`:`checklist.open`)}
        >${t?`✓`:`○`}</span
      >
      <span class="what"><b>${i(`checklist.${e}`)}</b>${r}</span>
    </li>`}async trade(e){let{hook:t,account:n}=this,{t:r,format:i,api:a}=this.ctx;t&&await _(this,async()=>{let o=t.symbols.find(e=>e.endsWith(`_BTC`))??t.symbols[0]??``,s=m({...h,symbol:o},t.exchange),c=await a.checkSignal(n.account,e.bot_id,s);if(c.status>=300)throw Error(c.body.error??c.body.status);this.ctx.ask({title:r(`checklist.ask`),purse:v(n),text:r(`checklist.ask_text`,{name:e.name}),facts:g(r,i,c),confirm:r(`checklist.trade_now`),act:async()=>{let{status:t,body:i}=await a.sendSignal(n.account,e.bot_id,s);if(t>=300)throw Error(i.error??i.status);let[o]=i.position_ids??[];return o&&this.ctx.go(l({position_id:o})),r(`builder.sent`)}})})}static{this.styles=[s,c`
      :host {
        border-top: 1px solid var(--th-line);
        display: block;
        padding: 16px;
      }
      ol {
        display: grid;
        gap: 12px;
        list-style: none;
        margin: 12px 0 0;
        padding: 0;
      }
      li {
        display: flex;
        gap: 12px;
      }
      .tick {
        flex: none;
        font-size: 18px;
        width: 20px;
      }
      .what {
        align-items: center;
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        gap: 4px 12px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      b {
        flex: 1 0 100%;
        font-weight: 500;
      }
      a {
        color: var(--th-link);
      }
    `]}};o([t({attribute:!1})],y.prototype,`ctx`,void 0),o([t({attribute:!1})],y.prototype,`account`,void 0),o([e()],y.prototype,`hook`,void 0),o([e()],y.prototype,`busy`,void 0),o([e()],y.prototype,`error`,void 0),y=o([i(`tradehook-checklist`)],y);export{y as Checklist};
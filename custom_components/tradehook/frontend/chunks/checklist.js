import{_ as e,b as t,f as n,h as r,m as i,n as a,p as o,r as s,t as c}from"./styles.js";import{a as l,n as u,r as d}from"./actions.js";import{i as f}from"./live-host.js";import{t as p}from"./hook.js";import{_ as m,a as h}from"./message.js";import{n as g}from"./plan.js";import{t as _}from"./working.js";import{n as v}from"./purse.js";var y=class extends i{constructor(...e){super(...e),this.busy=!1,this.error=``,this.asked=``}get bot(){let e=this.account.bots.filter(({manual:e})=>!e);return e.find(({on:e})=>e)??e[0]}willUpdate(e){let{bot:t}=this;t&&t.bot_id!==this.asked&&(this.asked=t.bot_id,this.load(t))}async load(e){try{this.hook=await this.ctx.api.webhook(this.account.account,e.bot_id)}catch(e){this.error=f(e)}}render(){let{t}=this.ctx,{bot:n,hook:i,account:a}=this;if(!n||!i)return this.error?e`<p class="error">${this.error}</p>`:r;let o=i.urls.cloud??i.urls.external,s=i.urls.cloud||!i.urls.external?null:p(i.urls.external),c=!!o&&s===null,l=s===null?t(`checklist.no_address`):t(`bot.refused_port`,{port:s}),f=`/setup/bot/${a.account}/${n.bot_id}/rotate_secret`;return e`<h3>${t(`checklist.title`)}</h3>
      <ol>
        ${this.item(`reachable`,c,c?e`<span class="soft">${o}</span>`:e`<span class="soft">${l}</span> <a href="/config/network">${t(`checklist.network`)}</a>`)}
        ${this.item(`alert`,!!a.last_outside,e`<span class="soft">${t(`checklist.alert_next`)}</span>
            <a href=${`/tradehook${f}`} @click=${d(this.ctx,f)}>${t(`checklist.alert_message`)}</a>`)}
        ${this.item(`trade`,!1,e`<button class="button" data-first ?disabled=${this.busy||!n.on} @click=${()=>this.trade(n)}>
            ${this.busy?t(`common.working`):t(`checklist.trade_now`)}
          </button>
          <a href=${`/tradehook${u(a,n)}/builder`} @click=${d(this.ctx,`${u(a,n)}/builder`)}
            >${t(`checklist.builder`)}</a
          >`)}
      </ol>
      <div role="alert">${this.error?e`<p class="error">${this.error}</p>`:r}</div>`}item(t,n,r){let{t:i}=this.ctx;return e`<li data-item=${t} data-done=${String(n)}>
      <span class="tick ${n?`profit`:`soft`}" role="img" aria-label=${i(n?`checklist.done`:`checklist.open`)}
        >${n?`✓`:`○`}</span
      >
      <span class="what"><b>${i(`checklist.${t}`)}</b>${r}</span>
    </li>`}async trade(e){let{hook:t,account:n}=this,{t:r,format:i,api:a}=this.ctx;t&&await _(this,async()=>{let o=t.symbols.find(e=>e.endsWith(`_BTC`))??t.symbols[0]??``,s=m({...h,symbol:o},t.exchange),c=await a.checkSignal(n.account,e.bot_id,s);if(c.status>=300)throw Error(c.body.error??c.body.status);this.ctx.ask({title:r(`checklist.ask`),purse:v(n),text:r(`checklist.ask_text`,{name:e.name}),facts:g(r,i,c),confirm:r(`checklist.trade_now`),act:async()=>{let{status:t,body:i}=await a.sendSignal(n.account,e.bot_id,s);if(t>=300)throw Error(i.error??i.status);let[o]=i.position_ids??[];return o&&this.ctx.go(l({position_id:o})),r(`builder.sent`)}})})}static{this.styles=[c,t`
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
    `]}};s([o({attribute:!1})],y.prototype,`ctx`,void 0),s([o({attribute:!1})],y.prototype,`account`,void 0),s([n()],y.prototype,`hook`,void 0),s([n()],y.prototype,`busy`,void 0),s([n()],y.prototype,`error`,void 0),y=s([a(`tradehook-checklist`)],y);export{y as Checklist};
import{g as e,h as t,m as n,n as r,p as i,r as a,t as o,v as s,x as c}from"./styles.js";import{a as l,n as u,r as d}from"./actions.js";import{i as f}from"./live-host.js";import{t as p}from"./hook.js";import{_ as m,a as h}from"./message.js";import{n as g}from"./plan.js";import{t as _}from"./working.js";import{n as v}from"./purse.js";var y=class extends t{constructor(...e){super(...e),this.busy=!1,this.error=``,this.asked=``}get bot(){let e=this.account.bots.filter(({manual:e})=>!e);return e.find(({on:e})=>e)??e[0]}willUpdate(e){let{bot:t}=this;t&&t.bot_id!==this.asked&&(this.asked=t.bot_id,this.load(t))}async load(e){try{this.hook=await this.ctx.api.webhook(this.account.account,e.bot_id)}catch(e){this.error=f(e)}}render(){let{t}=this.ctx,{bot:n,hook:r,account:i}=this;if(!n||!r)return this.error?s`<p class="error">${this.error}</p>`:e;let a=r.urls.cloud??r.urls.external,o=r.urls.cloud||!r.urls.external?null:p(r.urls.external),c=!!a&&o===null,l=o===null?t(`checklist.no_address`):t(`bot.refused_port`,{port:o}),f=`/setup/bot/${i.account}/${n.bot_id}/rotate_secret`;return s`<h3>${t(`checklist.title`)}</h3>
      <ol>
        ${this.item(`reachable`,c,c?s`<span class="soft">${a}</span>`:s`<span class="soft">${l}</span> <a href="/config/network">${t(`checklist.network`)}</a>`)}
        ${this.item(`alert`,!!i.last_outside,s`<span class="soft">${t(`checklist.alert_next`)}</span>
            <a href=${`/tradehook${f}`} @click=${d(this.ctx,f)}>${t(`checklist.alert_message`)}</a>`)}
        ${this.item(`trade`,!1,s`<button class="button" data-first ?disabled=${this.busy||!n.on} @click=${()=>this.trade(n)}>
            ${this.busy?t(`common.working`):t(`checklist.trade_now`)}
          </button>
          <a href=${`/tradehook${u(i,n)}/builder`} @click=${d(this.ctx,`${u(i,n)}/builder`)}
            >${t(`checklist.builder`)}</a
          >`)}
      </ol>
      <div role="alert">${this.error?s`<p class="error">${this.error}</p>`:e}</div>`}item(e,t,n){let{t:r}=this.ctx;return s`<li data-item=${e} data-done=${String(t)}>
      <span class="tick ${t?`profit`:`soft`}" role="img" aria-label=${r(t?`checklist.done`:`checklist.open`)}
        >${t?`✓`:`○`}</span
      >
      <span class="what"><b>${r(`checklist.${e}`)}</b>${n}</span>
    </li>`}async trade(e){let{hook:t,account:n}=this,{t:r,format:i,api:a}=this.ctx;t&&await _(this,async()=>{let o=t.symbols.find(e=>e.endsWith(`_BTC`))??t.symbols[0]??``,s=m({...h,symbol:o},t.exchange),c=await a.checkSignal(n.account,e.bot_id,s);if(c.status>=300)throw Error(c.body.error??c.body.status);this.ctx.ask({title:r(`checklist.ask`),purse:v(n),text:r(`checklist.ask_text`,{name:e.name}),facts:g(r,i,c),confirm:r(`checklist.trade_now`),act:async()=>{let{status:t,body:i}=await a.sendSignal(n.account,e.bot_id,s);if(t>=300)throw Error(i.error??i.status);let[o]=i.position_ids??[];return o&&this.ctx.go(l({position_id:o})),r(`builder.sent`)}})})}static{this.styles=[o,c`
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
    `]}};a([n({attribute:!1})],y.prototype,`ctx`,void 0),a([n({attribute:!1})],y.prototype,`account`,void 0),a([i()],y.prototype,`hook`,void 0),a([i()],y.prototype,`busy`,void 0),a([i()],y.prototype,`error`,void 0),y=a([r(`tradehook-checklist`)],y);export{y as Checklist};
import{d as e,f as t,g as n,m as r,n as i,o as a,p as o,r as s,s as c,t as l,y as u}from"./styles.js";import{c as d}from"./position-row.js";import{a as f}from"./actions.js";import{i as p}from"./live-host.js";import{i as m}from"./localize.js";import{t as h}from"./payload.js";import{t as g}from"./sentence.js";var _={accepted:`profit`,refused:`loss`,failed:`loss`,expired:`loss`,queued:`warn`},v=`config/config_entries/entry`,y=class extends o{constructor(...e){super(...e),this.shown=``,this.error=``,this.opened=new Set}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.follow()}firstUpdated(){this.follow()}disconnectedCallback(){super.disconnectedCallback(),this.end?.(),this.end=void 0}async follow(){try{let e=await this.ctx.api.groups(({groups:e})=>{this.groups=e});this.isConnected&&!this.end?this.end=e:e()}catch(e){this.error=p(e)}}render(){let{t:e}=this.ctx;if(this.error)return n`<p class="empty error" role="alert">${this.error}</p>`;if(!this.groups)return n`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;let t=n`<button class="button" data-add @click=${()=>this.ctx.go(`/setup/group`)}>${e(`groups.add`)}</button>`;if(!this.groups.length)return n`<div class="card empty">
        <h2>${e(`groups.none`)}</h2>
        <p class="soft">${e(`groups.none_next`)}</p>
        ${t}
      </div>`;let r=this.shown?this.groups.filter(({group:e})=>e===this.shown):this.groups;return n`${d(r.length?r:this.groups,({group:e})=>e,e=>this.renderGroup(e))}
      <div class="add">${t}</div>`}renderGroup(e){let{t}=this.ctx,i=t=>()=>this.ctx.go(`/setup/group/${encodeURIComponent(e.group)}/${t}`);return n`<section class="card" data-group=${e.group} aria-label=${e.name}>
      <div class="head">
        <h2>${e.name}</h2>
        ${e.loaded?r:n`<span class="chip warn">${t(`groups.not_loaded`)}</span>`}
        ${e.waiting?n`<span class="chip warn">${t(`groups.waiting`,{count:e.waiting})}</span>`:r}
        ${e.only_tradingview?n`<span class="chip">${t(`groups.senders`)}</span>`:r}
      </div>
      ${e.reason?n`<p class="inside error">${e.reason}</p>`:r}
      <h3>${t(`groups.members`)}</h3>
      <ol>
        ${e.bots.map(e=>n`<li>
            <span class=${e.name===null?`loss`:``}>${e.name??t(`groups.removed`)}</span>
            ${e.account_name?n`<span class="soft">· ${e.account_name}</span>`:r}
            <span class="chip">${t(`groups.factor`,{factor:this.ctx.format.number(e.size_factor)})}</span>
          </li>`)}
      </ol>
      <div class="buttons">
        <button class="button outlined" data-edit @click=${i(`group_bots`)}>${t(`groups.edit`)}</button>
        <button class="button outlined" @click=${i(`group_message`)}>${t(`groups.handover`)}</button>
        <button class="button outlined" @click=${i(`group_secret`)}>${t(`groups.new_secret`)}</button>
        <button class="button plain" data-delete @click=${()=>this.askToDelete(e)}>${t(`groups.delete`)}</button>
      </div>
      <h3>${t(`groups.signals`)}</h3>
      ${e.signals.length?d(e.signals,({receipt_id:e})=>e,e=>this.renderSignal(e)):n`<p class="inside soft">${t(`groups.no_signals`)}</p>`}
    </section>`}renderSignal(e){let{t,format:i}=this.ctx,o=this.opened.has(e.receipt_id);return n`<details data-receipt=${e.receipt_id} ?open=${o} @toggle=${this.onToggle}>
      <summary>
        <span class="chip ${_[e.status]??``}">${m(t,`signal`,e.status)}</span>
        <span class="what">
          <b>${e.action?m(t,`action`,e.action):t(`signals.unreadable`)}</b>
          ${e.symbol?a(c(e.symbol)):r}
          ${e.side?n`<span class="chip ${e.side===`long`?`profit`:`loss`}">${t(`side.${e.side}`)}</span>`:r}
          ${e.bots.map(({name:e,status:r})=>n`<span class="bot"><span class=${_[r]??``}>${m(t,`signal`,r)}</span> ${e}</span>`)}
          ${e.message&&!e.bots.length?n`<span class="message">${g(e.message)}</span>`:r}
        </span>
        <span class="soft when">${i.time(e.received_at)}</span>
      </summary>
      ${o?this.renderMore(e):r}
    </details>`}renderMore(e){let{t}=this.ctx;return n`<div class="more">
      ${e.bots.length?n`<ul>
            ${e.bots.map(e=>this.renderChild(e))}
          </ul>`:n`<p class="soft">${t(`groups.child_none`)}</p>`}
      <p class="soft">${t(`groups.payload`)}</p>
      <pre dir="ltr" tabindex="0" role="region" aria-label=${t(`groups.payload`)}>${h(e.payload).map(({text:e})=>e).join(`
`)}</pre>
    </div>`}renderChild(e){let{t}=this.ctx;return n`<li data-child=${e.bot_id}>
      <span class="chip ${_[e.status]??``}">${m(t,`signal`,e.status)}</span>
      <b>${e.name}</b>
      ${e.message?n`<span class="message">${g(e.message)} <code>${e.code}</code></span>`:r}
      ${e.position_ids.map(e=>n`<button class="button plain" @click=${()=>this.ctx.go(f({position_id:e}))}>
          ${t(`signals.to_position`)}
        </button>`)}
    </li>`}onToggle(e){let{open:t,dataset:n}=e.currentTarget,r=new Set(this.opened);t?r.add(n.receipt??``):r.delete(n.receipt??``),this.opened=r}askToDelete(e){let{t}=this.ctx,n=e.waiting?` ${t(`groups.delete_waiting`,{count:e.waiting})}`:``;this.ctx.ask({title:t(`groups.delete_title`,{group:e.name}),text:`${t(`groups.delete_text`)}${n}`,confirm:t(`groups.delete`),danger:!0,act:async()=>(await this.hass.callApi(`DELETE`,`${v}/${e.group}`),t(`groups.deleted`,{group:e.name}))})}static{this.styles=[l,u`
      section {
        margin-bottom: 16px;
        padding-bottom: 8px;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 16px 16px 0;
      }
      .head h2 {
        overflow-wrap: anywhere;
      }
      h3 {
        padding: 16px 16px 0;
      }
      ol {
        margin: 8px 0;
        padding-inline: 40px 16px;
      }
      ol li {
        line-height: 1.8;
        overflow-wrap: anywhere;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 0 16px;
      }
      .inside {
        padding: 0 16px;
      }
      details {
        border-top: 1px solid var(--th-line);
        margin-top: 8px;
      }
      summary {
        align-items: baseline;
        cursor: pointer;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        list-style: none;
        min-height: 48px;
        padding: 14px 16px 0;
      }
      summary:focus-visible {
        outline-offset: -2px;
      }
      summary > .chip {
        flex: none;
        min-width: 84px;
        text-align: center;
      }
      .what {
        flex: 1 1 200px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .what b,
      .more b {
        font-weight: 500;
      }
      .bot,
      .message {
        display: block;
        font-size: 14px;
      }
      .message {
        color: var(--th-soft);
      }
      .when {
        font-size: 12px;
      }
      .more {
        padding: 8px 16px 16px;
      }
      ul {
        display: grid;
        gap: 12px;
        list-style: none;
        margin: 0 0 12px;
        padding: 0;
      }
      ul li {
        overflow-wrap: anywhere;
      }
      pre {
        background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
        border-radius: 8px;
        font-size: 13px;
        margin: 0;
        overflow: auto;
        padding: 12px;
      }
      .add {
        display: flex;
        justify-content: flex-end;
      }
    `]}};s([t({attribute:!1})],y.prototype,`ctx`,void 0),s([t({attribute:!1})],y.prototype,`hass`,void 0),s([t()],y.prototype,`shown`,void 0),s([e()],y.prototype,`groups`,void 0),s([e()],y.prototype,`error`,void 0),s([e()],y.prototype,`opened`,void 0),y=s([i(`tradehook-groups`)],y);export{y as GroupsView};